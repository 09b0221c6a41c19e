package dev.kaptan.scheduler.model;

/**
 * Asks that the numbers of selected Pods in any two places differ by {@code maxSkew} at most.
 *
 * @param required whether to wait rather than to violate it
 * @param minDomains with fewer places than that, the least number counts as 0
 * @param honorsAffinity whether places that the Pod's node affinity excludes do not count
 * @param honorsTaints whether places that the Pod's tolerations exclude do not count
 */
public record SpreadConstraint(
        int maxSkew,
        String topologyKey,
        boolean required,
        PodSelector pods,
        int minDomains,
        boolean honorsAffinity,
        boolean honorsTaints) {

    public SpreadConstraint {
        if (maxSkew < 1) {
            throw new IllegalArgumentException("maxSkew must be 1 or more, is " + maxSkew);
        }
    }
}
