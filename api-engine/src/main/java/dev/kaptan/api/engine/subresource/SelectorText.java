package dev.kaptan.api.engine.subresource;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A selector in the string form that {@code labelSelector=} takes. */
final class SelectorText {

    private SelectorText() {}

    /**
     * @param selector a LabelSelector object, a map of labels, or the string form itself
     */
    static String of(JsonNode selector) {
        if (!selector.isObject()) {
            return selector.asString("");
        }
        boolean structured = selector.has("matchLabels") || selector.has("matchExpressions");
        var terms = new ArrayList<String>();
        (structured ? selector.path("matchLabels") : selector)
                .properties()
                .forEach(label -> terms.add(label.getKey() + "=" + label.getValue().asString("")));
        selector.path("matchExpressions").forEach(expression -> terms.add(term(expression)));
        terms.sort(null);
        return String.join(",", terms);
    }

    private static String term(JsonNode expression) {
        String key = expression.path("key").asString("");
        List<String> values =
                expression.path("values").valueStream().map(v -> v.asString("")).sorted().toList();
        return switch (expression.path("operator").asString("")) {
            case "In" -> key + " in " + joined(values);
            case "NotIn" -> key + " notin " + joined(values);
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
    }

    private static String joined(List<String> values) {
        return values.stream().collect(Collectors.joining(",", "(", ")"));
    }
}
