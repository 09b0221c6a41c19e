package dev.kaptan.api.model.selector;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

        /** Whether an object's labels fulfil the requirement; a missing node has no labels. */
        boolean matches(JsonNode labels) {
            JsonNode label = labels.path(key);
            boolean present = label.isString();
            String value = label.asString("");
            return switch (operator) {
                case IN -> present && values.contains(value);
                case NOT_IN -> !present || !values.contains(value);
                case EXISTS -> present;
                case DOES_NOT_EXIST -> !present;
                case GREATER_THAN -> present && compare(value) > 0;
                case LESS_THAN -> present && compare(value) < 0;
            };
        }

        /** Compares as integers; 0, which fulfils nothing, where either is none. */
        private int compare(String value) {
            try {
                return Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()));
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        /** The form that {@link LabelSelector#parse} reads. */
        @Override
        public String toString() {
            String list = String.join(",", values.stream().sorted().toList());
            return switch (operator) {
                case IN -> values.size() == 1 ? key + "=" + list : key + " in (" + list + ")";
                case NOT_IN ->
                        values.size() == 1 ? key + "!=" + list : key + " notin (" + list + ")";
                case EXISTS -> key;
                case DOES_NOT_EXIST -> "!" + key;
                case GREATER_THAN -> key + ">" + list;
                case LESS_THAN -> key + "<" + list;
            };
        }
    }

    /**
     * Parses {@code labelSelector=}, for example {@code app=web,tier in (a,b),!legacy}.
     *
     * @throws IllegalArgumentException in upstream's words
     */
    public static LabelSelector parse(String text) {
        return new LabelSelector(new LabelSelectorParser(text).parse());
    }

    /**
     * Reads a {@code LabelSelector} object; an empty one selects everything.
     *
     * @throws IllegalArgumentException where an operator is wrong
     */
    public static LabelSelector of(JsonNode selector) {
        var requirements = new ArrayList<>(exactly(selector.path("matchLabels")));
        for (JsonNode expression : selector.path("matchExpressions")) {
            requirements.add(
                    new Requirement(
                            expression.path("key").asString(""),
                            operator(expression.path("operator").asString("")),
                            expression
                                    .path("values")
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList()));
        }
        return new LabelSelector(requirements);
    }

    private static List<Requirement> exactly(JsonNode labels) {
        var requirements = new ArrayList<Requirement>();
        labels.properties()
                .forEach(label ->
                        requirements.add(
                                new Requirement(
                                        label.getKey(),
                                        Operator.IN,
                                        List.of(label.getValue().asString("")))));
        return requirements;
    }

    private static Operator operator(String name) {
        return switch (name) {
            case "In" -> Operator.IN;
            case "NotIn" -> Operator.NOT_IN;
            case "Exists" -> Operator.EXISTS;
            case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
            default ->
                    throw new IllegalArgumentException(
                            "\"" + name + "\" is not a valid label selector operator");
        };
    }

    /** Requires each label to be as it is in the map. */
    public static LabelSelector ofLabels(Map<String, String> labels) {
        var requirements = new ArrayList<Requirement>();
        new TreeMap<>(labels)
                .forEach((key, value) ->
                        requirements.add(new Requirement(key, Operator.IN, List.of(value))));
        return new LabelSelector(requirements);
    }

    /** As {@link #ofLabels(Map)}, for a JSON object of strings. */
    public static LabelSelector ofLabels(JsonNode labels) {
        return new LabelSelector(exactly(labels));
    }

    public boolean everything() {
        return requirements.isEmpty();
    }

    /**
     * @param labels an object of strings, or a missing node
     */
    public boolean matches(JsonNode labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** The string form, as {@code status.selector} of Scale shows it. */
    @Override
    public String toString() {
        return String.join(",", requirements.stream().map(Requirement::toString).toList());
    }
}
