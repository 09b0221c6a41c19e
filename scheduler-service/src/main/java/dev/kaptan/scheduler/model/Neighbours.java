package dev.kaptan.scheduler.model;

import java.util.List;

/**
 * How a Pod wants to stand to other Pods.
 *
 * @param near must all have a match in the same place (required Pod affinity)
 * @param apart must have none there (required Pod anti-affinity)
 * @param preferred both kinds of preferences
 * @param spread topology spread constraints
 */
public record Neighbours(
        List<PodTerm> near,
        List<PodTerm> apart,
        List<PodTerm.Weighted> preferred,
        List<SpreadConstraint> spread) {

    public static final Neighbours ANY = new Neighbours(List.of(), List.of(), List.of(), List.of());

    public Neighbours {
        near = List.copyOf(near);
        apart = List.copyOf(apart);
        preferred = List.copyOf(preferred);
        spread = List.copyOf(spread);
    }

    /** Whether Pods that come later must mind it. */
    public boolean concernsOthers() {
        return !near.isEmpty() || !apart.isEmpty() || !preferred.isEmpty();
    }
}
