package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.quantity.Quantity;
import dev.kaptan.api.model.status.FieldErrors;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/** What upstream asks of requests and limits. */
final class ResourceRules {

    private static final List<String> STANDARD = List.of("cpu", "ephemeral-storage", "memory");

    private ResourceRules() {}

    static void validate(JsonNode resources, String path, FieldErrors errors) {
        amounts(resources.path("limits"), path + ".limits", errors);
        amounts(resources.path("requests"), path + ".requests", errors);
        for (Map.Entry<String, JsonNode> request : resources.path("requests").properties()) {
            Quantity amount = quantity(request.getValue());
            Quantity limit = quantity(resources.path("limits").path(request.getKey()));
            if (amount != null && limit != null && amount.compareTo(limit) > 0) {
                errors.invalid(
                        path + ".requests",
                        amount.toString(),
                        "must be less than or equal to %s limit of %s"
                                .formatted(request.getKey(), limit));
            }
        }
    }

    private static void amounts(JsonNode list, String path, FieldErrors errors) {
        for (Map.Entry<String, JsonNode> entry : list.properties()) {
            String name = entry.getKey();
            String place = path + "[" + name + "]";
            name(name, place, errors);
            Quantity amount = quantity(entry.getValue());
            if (amount == null) {
                errors.invalid(
                        place,
                        entry.getValue().asString(""),
                        "quantities must match the regular expression"
                                + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
            } else if (amount.signum() < 0) {
                errors.invalid(place, amount.toString(), "must be greater than or equal to 0");
            }
        }
    }

    private static void name(String name, String path, FieldErrors errors) {
        List<String> wrong = NameRules.qualifiedName(name);
        errors.invalid(path, name, wrong);
        boolean standard = STANDARD.contains(name) || name.startsWith("hugepages-");
        if (wrong.isEmpty() && !standard && !name.contains("/")) {
            errors.invalid(path, name, "must be a standard resource type or fully qualified");
        }
    }

    private static @Nullable Quantity quantity(JsonNode value) {
        try {
            return value.isMissingNode() ? null : Quantity.parse(value.asString(""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
