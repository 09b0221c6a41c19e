package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** What upstream asks of tolerations, affinity and spreading. */
final class SchedulingRules {

    private SchedulingRules() {}

    static void validate(JsonNode spec, String path, FieldErrors errors) {
        List<ObjectNode> tolerations = Json.objectsAt(spec, "tolerations");
        for (int i = 0; i < tolerations.size(); i++) {
            toleration(tolerations.get(i), path + ".tolerations[" + i + "]", errors);
        }
        List<ObjectNode> constraints = Json.objectsAt(spec, "topologySpreadConstraints");
        for (int i = 0; i < constraints.size(); i++) {
            spreading(constraints.get(i), path + ".topologySpreadConstraints[" + i + "]", errors);
        }
        nodeAffinity(
                Json.at(spec, "affinity", "nodeAffinity"), path + ".affinity.nodeAffinity", errors);
        for (String kind : List.of("podAffinity", "podAntiAffinity")) {
            podAffinity(Json.at(spec, "affinity", kind), path + ".affinity." + kind, errors);
        }
    }

    private static void toleration(ObjectNode toleration, String path, FieldErrors errors) {
        String key = toleration.path("key").asString("");
        String operator = toleration.path("operator").asString("");
        if (!key.isEmpty()) {
            errors.invalid(path + ".key", key, NameRules.qualifiedName(key));
        } else if (!operator.equals("Exists")) {
            errors.invalid(
                    path + ".operator",
                    operator,
                    "operator must be Exists when `key` is empty, which means \"match all values"
                            + " and all keys\"");
        }
        boolean forSomeTime = toleration.has("tolerationSeconds");
        if (forSomeTime && !toleration.path("effect").asString("").equals("NoExecute")) {
            errors.invalid(
                    path + ".effect",
                    toleration.path("effect").asString(""),
                    "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }
        String value = toleration.path("value").asString("");
        if (operator.equals("Exists") && !value.isEmpty()) {
            errors.invalid(
                    path + ".operator", value, "value must be empty when `operator` is 'Exists'");
        } else if (!operator.equals("Exists")) {
            errors.invalid(path + ".operator", value, NameRules.labelValue(value));
        }
    }

    private static void spreading(ObjectNode constraint, String path, FieldErrors errors) {
        long skew = constraint.path("maxSkew").asLong(0);
        if (skew <= 0) {
            errors.invalid(path + ".maxSkew", skew, "must be greater than zero");
        }
        topologyKey(constraint, path, errors);
        if (constraint.path("whenUnsatisfiable").asString("").isEmpty()) {
            errors.notSupported(
                    path + ".whenUnsatisfiable", "", List.of("DoNotSchedule", "ScheduleAnyway"));
        }
    }

    private static void topologyKey(JsonNode term, String path, FieldErrors errors) {
        String key = term.path("topologyKey").asString("");
        if (key.isEmpty()) {
            errors.required(path + ".topologyKey", "can not be empty");
        } else {
            errors.invalid(path + ".topologyKey", key, NameRules.qualifiedName(key));
        }
    }

    private static void nodeAffinity(JsonNode affinity, String path, FieldErrors errors) {
        JsonNode required = affinity.path("requiredDuringSchedulingIgnoredDuringExecution");
        if (required.isObject() && required.path("nodeSelectorTerms").isEmpty()) {
            errors.required(
                    path + ".requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms",
                    "must have at least one node selector term");
        }
        List<ObjectNode> preferred =
                Json.objectsAt(affinity, "preferredDuringSchedulingIgnoredDuringExecution");
        for (int i = 0; i < preferred.size(); i++) {
            weight(
                    preferred.get(i),
                    path + ".preferredDuringSchedulingIgnoredDuringExecution[" + i + "]",
                    errors);
        }
    }

    private static void weight(JsonNode term, String path, FieldErrors errors) {
        long weight = term.path("weight").asLong(0);
        if (weight < 1 || weight > 100) {
            errors.invalid(path + ".weight", weight, "must be in the range 1-100");
        }
    }

    private static void podAffinity(JsonNode affinity, String path, FieldErrors errors) {
        List<ObjectNode> required =
                Json.objectsAt(affinity, "requiredDuringSchedulingIgnoredDuringExecution");
        for (int i = 0; i < required.size(); i++) {
            topologyKey(
                    required.get(i),
                    path + ".requiredDuringSchedulingIgnoredDuringExecution[" + i + "]",
                    errors);
        }
        List<ObjectNode> preferred =
                Json.objectsAt(affinity, "preferredDuringSchedulingIgnoredDuringExecution");
        for (int i = 0; i < preferred.size(); i++) {
            String place = path + ".preferredDuringSchedulingIgnoredDuringExecution[" + i + "]";
            weight(preferred.get(i), place, errors);
            topologyKey(
                    preferred.get(i).path("podAffinityTerm"), place + ".podAffinityTerm", errors);
        }
    }
}
