package dev.kaptan.api.engine.admission;

import dev.kaptan.api.engine.admission.AdmissionRequest.Operation;
import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.node.ObjectNode;

/** New Nodes take no Pods until a controller has seen them ready. */
public final class TaintNodesByCondition implements AdmissionPlugin {

    private static final String NOT_READY = "node.kubernetes.io/not-ready";

    @Override
    public void mutate(AdmissionRequest request) {
        if (request.operation() != Operation.CREATE || !request.isAbout("", "nodes")) {
            return;
        }
        ObjectNode spec = Json.ensureObject(request.requireObject(), "spec");
        boolean tainted =
                Json.objectsAt(spec, "taints").stream()
                        .anyMatch(taint ->
                                Json.text(taint, "key").equals(NOT_READY)
                                        && Json.text(taint, "effect").equals("NoSchedule"));
        if (!tainted) {
            spec.withArray("taints").addObject().put("key", NOT_READY).put("effect", "NoSchedule");
        }
    }
}
