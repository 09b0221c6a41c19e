package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Set;

/** What upstream asks of a container's environment. */
final class EnvironmentRules {

    private static final Set<String> FIELDS =
            Set.of(
                    "metadata.name",
                    "metadata.namespace",
                    "metadata.uid",
                    "spec.nodeName",
                    "spec.serviceAccountName",
                    "status.hostIP",
                    "status.hostIPs",
                    "status.podIP",
                    "status.podIPs");

    private EnvironmentRules() {}

    static void validate(ObjectNode container, String path, FieldErrors errors) {
        List<ObjectNode> variables = Json.objectsAt(container, "env");
        for (int i = 0; i < variables.size(); i++) {
            variable(variables.get(i), path + ".env[" + i + "]", errors);
        }
        List<ObjectNode> sources = Json.objectsAt(container, "envFrom");
        for (int i = 0; i < sources.size(); i++) {
            from(sources.get(i), path + ".envFrom[" + i + "]", errors);
        }
    }

    private static void variable(ObjectNode variable, String path, FieldErrors errors) {
        String name = variable.path("name").asString("");
        if (name.isEmpty()) {
            errors.required(path + ".name");
        } else {
            errors.invalid(path + ".name", name, NameRules.environmentVariable(name));
        }
        JsonNode source = variable.path("valueFrom");
        if (!source.isObject()) {
            return;
        }
        String place = path + ".valueFrom";
        if (source.isEmpty()) {
            errors.invalid(
                    place,
                    "",
                    "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`,"
                            + " `secretKeyRef` or `fileKeyRef`");
        } else if (!variable.path("value").asString("").isEmpty()) {
            errors.invalid(place, "", "may not be specified when `value` is not empty");
        } else if (source.size() > 1) {
            errors.invalid(place, "", "may not have more than one field specified at a time");
        }
        source(source, place, errors);
    }

    private static void source(JsonNode source, String path, FieldErrors errors) {
        JsonNode field = source.path("fieldRef");
        if (field.isObject()) {
            field(field.path("fieldPath").asString(""), path + ".fieldRef.fieldPath", errors);
        }
        for (String reference : List.of("configMapKeyRef", "secretKeyRef")) {
            JsonNode value = source.path(reference);
            if (value.isObject()) {
                required(value, "name", path + "." + reference, errors);
                required(value, "key", path + "." + reference, errors);
            }
        }
        if (source.path("resourceFieldRef").isObject()) {
            required(
                    source.path("resourceFieldRef"),
                    "resource",
                    path + ".resourceFieldRef",
                    errors);
        }
    }

    private static void field(String name, String path, FieldErrors errors) {
        boolean subscripted = name.matches("metadata\\.(annotations|labels)\\['.+'\\]");
        if (name.isEmpty()) {
            errors.required(path);
        } else if (!subscripted && !FIELDS.contains(name)) {
            errors.notSupported(path, name, FIELDS);
        }
    }

    private static void required(JsonNode value, String field, String path, FieldErrors errors) {
        if (value.path(field).asString("").isEmpty()) {
            errors.required(path + "." + field);
        }
    }

    private static void from(ObjectNode source, String path, FieldErrors errors) {
        boolean map = source.path("configMapRef").isObject();
        boolean secret = source.path("secretRef").isObject();
        if (!map && !secret) {
            errors.invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
        } else if (map && secret) {
            errors.invalid(path, "", "may not have more than one field specified at a time");
        } else {
            String reference = map ? "configMapRef" : "secretRef";
            required(source.path(reference), "name", path + "." + reference, errors);
        }
    }
}
