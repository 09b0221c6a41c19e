package dev.kaptan.api.engine.admission;

import dev.kaptan.api.engine.admission.AdmissionRequest.Operation;
import dev.kaptan.api.engine.cache.CachedObject;
import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.model.json.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/** Turns {@code priorityClassName} of new Pods into a number; upstream's Priority. */
public final class PriorityAdmission implements AdmissionPlugin {

    private static final String PREEMPT = "PreemptLowerPriority";
    private static final Map<String, Integer> SYSTEM_CLASSES =
            Map.of("system-node-critical", 2_000_001_000, "system-cluster-critical", 2_000_000_000);

    /** What a Pod gets. */
    private record Priority(String className, int value, String preemptionPolicy) {
        static Priority of(ObjectNode priorityClass) {
            String policy = Json.text(priorityClass, "preemptionPolicy");
            return new Priority(
                    Meta.name(priorityClass),
                    priorityClass.path("value").asInt(0),
                    policy.isEmpty() ? PREEMPT : policy);
        }
    }

    private static final Priority NONE = new Priority("", 0, PREEMPT);

    private final @Nullable Resource classes;

    public PriorityAdmission(Resources resources) {
        this.classes = resources.find("scheduling.k8s.io", "v1", "priorityclasses");
    }

    @Override
    public void mutate(AdmissionRequest request) {
        if (!request.isAbout("", "pods")) {
            return;
        }
        if (request.operation() == Operation.CREATE) {
            resolve(request, Json.ensureObject(request.requireObject(), "spec"));
        } else if (request.operation() == Operation.UPDATE && request.old() != null) {
            keep(request.requireObject(), request.old());
        }
    }

    private void resolve(AdmissionRequest request, ObjectNode spec) {
        String name = Json.text(spec, "priorityClassName");
        Priority priority = name.isEmpty() ? usual() : named(request, name);
        JsonNode given = spec.path("priority");
        if (given.isNumber() && given.asInt() != priority.value()) {
            throw request.forbidden(
                    "the integer value of priority (%d) must not be provided in pod spec; priority admission controller computed %d from the given PriorityClass name"
                            .formatted(given.asInt(), priority.value()));
        }
        if (!priority.className().isEmpty()) {
            spec.put("priorityClassName", priority.className());
        }
        spec.put("priority", priority.value());
        spec.put("preemptionPolicy", priority.preemptionPolicy());
    }

    private static void keep(ObjectNode pod, ObjectNode old) {
        ObjectNode spec = Json.ensureObject(pod, "spec");
        for (String field : new String[] {"priority", "preemptionPolicy"}) {
            JsonNode before = Json.at(old, "spec", field);
            if (!spec.has(field) && !before.isMissingNode()) {
                spec.set(field, before);
            }
        }
    }

    private Priority named(AdmissionRequest request, String name) {
        Integer system = SYSTEM_CLASSES.get(name);
        if (system != null) {
            return new Priority(name, system, PREEMPT);
        }
        Stored found = classes == null ? null : classes.base(classes.key("", name));
        if (found == null) {
            throw request.forbidden("no PriorityClass with name " + name + " was found");
        }
        return Priority.of(found.object());
    }

    /** That of the PriorityClass that is the global default, the lowest if there are several. */
    private Priority usual() {
        Priority usual = null;
        if (classes != null) {
            for (CachedObject object : classes.cache().any().all(classes.prefix(""))) {
                ObjectNode candidate = object.tree();
                if (candidate.path("globalDefault").asBoolean(false)
                        && (usual == null || candidate.path("value").asInt(0) < usual.value())) {
                    usual = Priority.of(candidate);
                }
            }
        }
        return usual == null ? NONE : usual;
    }
}
