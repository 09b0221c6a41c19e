package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.kind.Lifecycle;
import dev.kaptan.api.model.status.Status.Cause;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Pods, as upstream's registry/core/pod treats them. */
public final class PodStrategy implements KindStrategy {

    @Override
    public void applyDefaults(ObjectNode pod) {
        if (pod.get("spec") instanceof ObjectNode spec) {
            PodDefaults.applyToPod(spec);
        }
    }

    @Override
    public void prepareForCreate(ObjectNode pod) {
        Lifecycle.firstGeneration(pod);
        ObjectNode status = pod.putObject("status");
        status.put("phase", "Pending").put("qosClass", QosClass.of(pod).text());
        if (!Json.at(pod, "spec", "schedulingGates").isEmpty()) {
            status.putArray("conditions")
                    .addObject()
                    .put("type", "PodScheduled")
                    .put("status", "False")
                    .put("reason", "SchedulingGated")
                    .put("message", "Scheduling is blocked due to non-empty scheduling gates");
        }
    }

    @Override
    public void prepareForUpdate(ObjectNode pod, ObjectNode old) {
        Lifecycle.keep(pod, old, "status");
        Lifecycle.countGeneration(pod, old);
    }

    @Override
    public void prepareForStatusUpdate(ObjectNode pod, ObjectNode old) {
        Lifecycle.keep(pod, old, "spec");
        Lifecycle.keepMetadata(pod, old, "ownerReferences");
        Lifecycle.keepMetadata(pod, old, "generation");
        ObjectNode status = Json.ensureObject(pod, "status");
        if (!status.has("qosClass") && Json.at(old, "status").has("qosClass")) {
            status.set("qosClass", Json.at(old, "status", "qosClass"));
        }
    }

    @Override
    public List<Cause> validateCreate(ObjectNode pod) {
        return PodRules.validateCreate(pod);
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode pod, ObjectNode old) {
        return PodUpdateRules.validate(pod, old);
    }

    @Override
    public List<Cause> validateStatusUpdate(ObjectNode pod, ObjectNode old) {
        return PodUpdateRules.validateStatus(pod, old);
    }

    @Override
    public List<String> warnings(ObjectNode pod, @Nullable ObjectNode old) {
        return PodWarnings.of(pod.path("spec"), "spec");
    }

    @Override
    public @Nullable Long gracePeriodSeconds(ObjectNode pod, @Nullable Long requested) {
        String phase = Json.text(pod, "status", "phase");
        boolean ended = phase.equals("Succeeded") || phase.equals("Failed");
        if (ended || Json.text(pod, "spec", "nodeName").isEmpty()) {
            return 0L;
        }
        long period =
                requested != null
                        ? requested
                        : Json.at(pod, "spec", "terminationGracePeriodSeconds").asLong(0);
        return period < 0 ? 1 : period;
    }
}
