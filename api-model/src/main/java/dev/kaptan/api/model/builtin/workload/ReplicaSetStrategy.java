package dev.kaptan.api.model.builtin.workload;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.node.ObjectNode;

/** ReplicaSets, as upstream's registry/apps/replicaset treats them. */
public final class ReplicaSetStrategy extends TemplateOwnerStrategy {

    @Override
    public void prepareForCreate(ObjectNode object) {
        super.prepareForCreate(object);
        Json.ensureObject(object, "status").put("replicas", 0);
    }

    @Override
    void ownRules(ObjectNode object, FieldErrors errors) {
        errors.negative(
                "spec.minReadySeconds", Json.at(object, "spec", "minReadySeconds").asLong(0));
    }
}
