package dev.kaptan.api.model.selector;

import dev.kaptan.api.model.kind.Kind;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** A conjunction of requirements on selectable fields. */
public record FieldSelector(List<Requirement> requirements) {

    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    public FieldSelector {
        requirements = List.copyOf(requirements);
    }

    /** {@code field=value}, or {@code field!=value} where {@code negated}. */
    public record Requirement(String field, boolean negated, String value) {}

    /**
     * Parses {@code fieldSelector=} and checks that the kind has the fields.
     *
     * @throws IllegalArgumentException in upstream's words
     */
    public static FieldSelector parse(String text, Kind kind) {
        throw new UnsupportedOperationException("field selectors are not there yet");
    }

    public boolean everything() {
        return requirements.isEmpty();
    }

    public boolean matches(ObjectNode object, Kind kind) {
        throw new UnsupportedOperationException("field selectors are not there yet");
    }
}
