package dev.kaptan.api.model.selector;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/** A conjunction of requirements on labels. */
public record LabelSelector(List<Requirement> requirements) {

    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** What a label must be. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST,
        GREATER_THAN,
        LESS_THAN
    }

    public record Requirement(String key, Operator operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }
    }

    /**
     * Parses {@code labelSelector=}, for example {@code app=web,tier in (a,b),!legacy}.
     *
     * @throws IllegalArgumentException in upstream's words
     */
    public static LabelSelector parse(String text) {
        throw new UnsupportedOperationException("label selectors are not there yet");
    }

    /**
     * Reads a {@code LabelSelector} object; an empty one selects everything.
     *
     * @throws IllegalArgumentException where an operator or its values are wrong
     */
    public static LabelSelector of(JsonNode selector) {
        throw new UnsupportedOperationException("label selectors are not there yet");
    }

    /** Requires each label to be as it is in the map. */
    public static LabelSelector ofLabels(Map<String, String> labels) {
        throw new UnsupportedOperationException("label selectors are not there yet");
    }

    public boolean everything() {
        return requirements.isEmpty();
    }

    /**
     * @param labels an object of strings, or a missing node
     */
    public boolean matches(JsonNode labels) {
        throw new UnsupportedOperationException("label selectors are not there yet");
    }
}
