package dev.kaptan.scheduler.model;

import java.util.List;
import java.util.Map;

/**
 * A {@code NodeSelectorTerm}: all of its conditions must hold. A term without conditions matches no
 * Node (documented upstream: "a null or empty node selector term matches no objects").
 */
public record NodeTerm(List<Requirement> expressions, List<Requirement> fields) {

    public NodeTerm {
        expressions = List.copyOf(expressions);
        fields = List.copyOf(fields);
    }

    public boolean matches(NodeDescription node) {
        if (expressions.isEmpty() && fields.isEmpty()) {
            return false;
        }
        return allHold(expressions, node.labels())
                && allHold(fields, Map.of("metadata.name", node.name()));
    }

    private static boolean allHold(List<Requirement> requirements, Map<String, String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** A term that is worth {@code weight} (1 to 100) when it matches. */
    public record Preferred(int weight, NodeTerm term) {}
}
