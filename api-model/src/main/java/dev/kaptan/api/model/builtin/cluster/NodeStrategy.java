package dev.kaptan.api.model.builtin.cluster;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.kind.Lifecycle;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Nodes, as upstream's registry/core/node treats them: they bring their status when they register.
 */
public final class NodeStrategy implements KindStrategy {

    private static final String MAY_CHANGE =
            "node updates may only change labels, taints, or capacity";

    @Override
    public void applyDefaults(ObjectNode node) {
        if (node.get("status") instanceof ObjectNode status
                && !status.has("allocatable")
                && status.has("capacity")) {
            status.set("allocatable", status.get("capacity").deepCopy());
        }
    }

    @Override
    public void prepareForUpdate(ObjectNode node, ObjectNode old) {
        Lifecycle.keep(node, old, "status");
    }

    @Override
    public void prepareForStatusUpdate(ObjectNode node, ObjectNode old) {
        Lifecycle.keep(node, old, "spec");
    }

    @Override
    public List<Cause> validateCreate(ObjectNode node) {
        var errors = new FieldErrors();
        Set<String> seen = new HashSet<>();
        List<ObjectNode> taints = Json.objectsAt(node, "spec", "taints");
        for (int i = 0; i < taints.size(); i++) {
            taint(taints.get(i), "spec.taints[" + i + "]", seen, errors);
        }
        return errors.causes();
    }

    private static void taint(ObjectNode taint, String path, Set<String> seen, FieldErrors errors) {
        String key = taint.path("key").asString("");
        String value = taint.path("value").asString("");
        String effect = taint.path("effect").asString("");
        errors.invalid(path + ".key", key, NameRules.qualifiedName(key));
        errors.invalid(path + ".value", value, NameRules.labelValue(value));
        if (effect.isEmpty()) {
            errors.required(path + ".effect");
        }
        if (!seen.add(key + ":" + effect)) {
            errors.duplicate(path, taint.toString());
        }
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode node, ObjectNode old) {
        var errors = new FieldErrors();
        errors.addAll(validateCreate(node));
        for (String field : List.of("podCIDR", "providerID")) {
            String before = Json.text(old, "spec", field);
            if (!before.isEmpty() && !before.equals(Json.text(node, "spec", field))) {
                errors.forbidden("spec." + field, MAY_CHANGE);
            }
        }
        return errors.causes();
    }
}
