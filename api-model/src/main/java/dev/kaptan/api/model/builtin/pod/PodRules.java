package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** What upstream asks of new pods. */
final class PodRules {

    private PodRules() {}

    static List<Cause> validateCreate(ObjectNode pod) {
        var errors = new FieldErrors();
        PodSpecRules.validate(pod.path("spec"), "spec", errors);
        if (!Json.at(pod, "spec", "ephemeralContainers").isEmpty()) {
            errors.forbidden("spec.ephemeralContainers", "cannot be set on create");
        }
        boolean gated = !Json.at(pod, "spec", "schedulingGates").isEmpty();
        if (gated && !Json.text(pod, "spec", "nodeName").isEmpty()) {
            errors.forbidden(
                    "spec.nodeName", "cannot be set until all schedulingGates have been cleared");
        }
        return errors.causes();
    }
}
