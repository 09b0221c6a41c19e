package dev.kaptan.scheduler.model;

import java.util.Map;
import java.util.Set;

/**
 * Other Pods, and how near counts as near: Nodes with the same value of the label {@code
 * topologyKey} are one place.
 *
 * @param namespaces whose Pods are meant
 * @param namespaceSelector selects further namespaces by their labels
 */
public record PodTerm(
        PodSelector pods,
        Set<String> namespaces,
        PodSelector namespaceSelector,
        String topologyKey) {

    public PodTerm {
        namespaces = Set.copyOf(namespaces);
        if (topologyKey.isEmpty()) {
            throw new IllegalArgumentException("topologyKey must not be empty");
        }
    }

    public boolean matches(PodInfo other, Map<String, Map<String, String>> namespaceLabels) {
        String namespace = other.name().namespace();
        return (namespaces.contains(namespace)
                        || namespaceSelector.matches(
                                namespaceLabels.getOrDefault(namespace, Map.of())))
                && pods.matches(other.labels());
    }

    /** A term that counts by its weight; below zero where the Pod would rather stay away. */
    public record Weighted(int weight, PodTerm term) {}
}
