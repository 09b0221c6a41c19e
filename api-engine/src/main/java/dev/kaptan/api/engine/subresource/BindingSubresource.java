package dev.kaptan.api.engine.subresource;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.write.Bodies;
import dev.kaptan.api.engine.write.ObjectUpdate;
import dev.kaptan.api.engine.write.ObjectUpdate.Part;
import dev.kaptan.api.engine.write.Target;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** Gives a Pod its node, once: {@code pods/binding} and {@code bindings}. */
public final class BindingSubresource {

    private final Kind bindingKind;
    private final Resource pods;
    private final ObjectUpdate update;
    private final Clock clock;

    public BindingSubresource(Resources resources, ObjectUpdate update, Clock clock) {
        this.bindingKind = Objects.requireNonNull(resources.kinds().byKind("", "v1", "Binding"));
        this.pods = resources.require("", "v1", "pods");
        this.update = update;
        this.clock = clock;
    }

    public ApiResponse serve(ApiRequest request) {
        OutputFormat format = OutputFormat.negotiate(request);
        ObjectNode binding = Bodies.object(bindingKind, request).object();
        String name = Meta.name(binding);
        if (!request.info().name().isEmpty() && !name.equals(request.info().name())) {
            throw ApiException.badRequest("name in URL does not match name in Binding object");
        }
        String node = Json.text(binding, "target", "name");
        requireNode(name, binding, node);
        Target target = Target.of(pods, request).named(name);
        update.update(target, Part.AS_COMPUTED, pod -> bound(target, pod, binding, node));
        return Answers.tree(201, success(), format, List.of());
    }

    private static void requireNode(String name, ObjectNode binding, String node) {
        String kind = Json.text(binding, "target", "kind");
        if (!kind.isEmpty() && !kind.equals("Node")) {
            throw invalid(
                    name,
                    "FieldValueNotSupported",
                    "target.kind",
                    "Unsupported value: \"" + kind + "\": supported values: \"Node\", \"<empty>\"");
        }
        if (node.isEmpty()) {
            throw invalid(name, "FieldValueRequired", "target.name", "Required value");
        }
    }

    private static ApiException invalid(String name, String reason, String field, String message) {
        return ApiException.invalid(
                "", "Binding", name, List.of(new Cause(reason, message, field)));
    }

    private ObjectNode bound(Target target, ObjectNode pod, ObjectNode binding, String node) {
        if (Meta.deleting(pod)) {
            throw conflict(
                    target,
                    "pod " + target.name() + " is being deleted, cannot be assigned to a host");
        }
        String current = Json.text(pod, "spec", "nodeName");
        if (!current.isEmpty()) {
            throw conflict(
                    target,
                    "pod %s is already assigned to node \"%s\"".formatted(target.name(), current));
        }
        ObjectNode bound = pod.deepCopy();
        Meta.of(bound).put("resourceVersion", Json.text(binding, "metadata", "resourceVersion"));
        Json.ensureObject(bound, "spec").put("nodeName", node);
        copyAnnotations(binding, bound);
        markScheduled(bound);
        return bound;
    }

    private static ApiException conflict(Target target, String explanation) {
        return ApiException.conflict("", "pods/binding", target.name(), explanation);
    }

    private static void copyAnnotations(ObjectNode binding, ObjectNode pod) {
        var annotations = Json.objectAt(binding, "metadata", "annotations");
        if (annotations != null && !annotations.isEmpty()) {
            Json.ensureObject(pod, "metadata", "annotations").setAll(annotations);
        }
    }

    private void markScheduled(ObjectNode pod) {
        ObjectNode status = Json.ensureObject(pod, "status");
        ArrayNode conditions = status.withArray("conditions");
        ObjectNode scheduled =
                Json.objectsAt(status, "conditions").stream()
                        .filter(c -> c.path("type").asString("").equals("PodScheduled"))
                        .findFirst()
                        .orElseGet(conditions::addObject);
        scheduled.remove(List.of("reason", "message"));
        scheduled
                .put("type", "PodScheduled")
                .put("status", "True")
                .putNull("lastProbeTime")
                .put("lastTransitionTime", Meta.format(clock.instant()));
    }

    private static ObjectNode success() {
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        return status.put("status", "Success").put("code", 201);
    }
}
