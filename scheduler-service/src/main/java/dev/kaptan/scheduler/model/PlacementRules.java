package dev.kaptan.scheduler.model;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Where a Pod may and would rather go.
 *
 * @param requiredTerms one of them must match; null where the Pod requires nothing
 */
public record PlacementRules(
        Map<String, String> nodeSelector,
        @Nullable List<NodeTerm> requiredTerms,
        List<NodeTerm.Preferred> preferredTerms,
        List<Toleration> tolerations,
        Neighbours neighbours) {

    public static final PlacementRules NONE =
            new PlacementRules(Map.of(), null, List.of(), List.of(), Neighbours.ANY);

    public PlacementRules {
        nodeSelector = Map.copyOf(nodeSelector);
        requiredTerms = requiredTerms == null ? null : List.copyOf(requiredTerms);
        preferredTerms = List.copyOf(preferredTerms);
        tolerations = List.copyOf(tolerations);
    }

    public boolean tolerates(Taint taint) {
        for (Toleration toleration : tolerations) {
            if (toleration.tolerates(taint)) {
                return true;
            }
        }
        return false;
    }
}
