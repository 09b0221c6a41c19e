package dev.kaptan.scheduler.model;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/** One condition on labels (or on fields, which are looked up the same way). */
public record Requirement(String key, Operator operator, Set<String> values) {

    /** The operators of {@code NodeSelectorRequirement}; label selectors use the first four. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST,
        GT,
        LT
    }

    public Requirement {
        values = Set.copyOf(values);
    }

    public boolean matches(Map<String, String> labels) {
        @Nullable String actual = labels.get(key);
        return switch (operator) {
            case IN -> actual != null && values.contains(actual);
            case NOT_IN -> actual == null || !values.contains(actual);
            case EXISTS -> actual != null;
            case DOES_NOT_EXIST -> actual == null;
            case GT -> actual != null && compare(actual) > 0;
            case LT -> actual != null && compare(actual) < 0;
        };
    }

    /** 0, which satisfies neither operator, when one of both is no integer, as upstream answers. */
    private int compare(String actual) {
        if (values.size() != 1) {
            return 0;
        }
        try {
            long bound = Long.parseLong(values.iterator().next());
            return Long.compare(Long.parseLong(actual), bound);
        } catch (NumberFormatException notAnInteger) {
            return 0;
        }
    }
}
