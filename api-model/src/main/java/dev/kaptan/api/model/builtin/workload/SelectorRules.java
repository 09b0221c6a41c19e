package dev.kaptan.api.model.builtin.workload;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.meta.MetadataRules;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.selector.LabelSelector;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** Rules of a LabelSelector object and of its match with the template. */
final class SelectorRules {

    private static final String PATH = "spec.selector";

    private SelectorRules() {}

    static void validate(JsonNode spec, FieldErrors errors) {
        JsonNode selector = spec.path("selector");
        if (selector.isMissingNode()) {
            errors.required(PATH);
            return;
        }
        boolean empty =
                selector.path("matchLabels").isEmpty()
                        && selector.path("matchExpressions").isEmpty();
        if (empty) {
            errors.invalidValue(PATH, selector, "empty selector is invalid for deployment");
        }
        var wrong = new FieldErrors();
        syntax(selector, wrong);
        errors.addAll(wrong.causes());
        if (wrong.isEmpty() && !empty) {
            match(spec, selector, errors);
        }
    }

    private static void syntax(JsonNode selector, FieldErrors errors) {
        errors.addAll(MetadataRules.labels(selector.path("matchLabels"), PATH + ".matchLabels"));
        List<JsonNode> expressions = selector.path("matchExpressions").valueStream().toList();
        for (int i = 0; i < expressions.size(); i++) {
            expression(expressions.get(i), PATH + ".matchExpressions[" + i + "]", errors);
        }
    }

    private static void expression(JsonNode expression, String path, FieldErrors errors) {
        boolean hasValues = !expression.path("values").isEmpty();
        switch (expression.path("operator").asString("")) {
            case "In", "NotIn" -> {
                if (!hasValues) {
                    errors.required(
                            path + ".values",
                            "must be specified when `operator` is 'In' or 'NotIn'");
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (hasValues) {
                    errors.forbidden(
                            path + ".values",
                            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                }
            }
            default ->
                    errors.invalid(
                            path + ".operator",
                            expression.path("operator").asString(""),
                            "not a valid selector operator");
        }
        String key = expression.path("key").asString("");
        errors.invalid(path + ".key", key, NameRules.qualifiedName(key));
    }

    private static void match(JsonNode spec, JsonNode selector, FieldErrors errors) {
        JsonNode labels = Json.at(spec, "template", "metadata", "labels");
        if (!LabelSelector.of(selector).matches(labels)) {
            errors.invalidValue(
                    "spec.template.metadata.labels",
                    labels.isMissingNode() ? "null" : labels,
                    "`selector` does not match template `labels`");
        }
    }
}
