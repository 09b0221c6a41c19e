package dev.kaptan.api.engine.subresource;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.engine.write.Bodies;
import dev.kaptan.api.engine.write.ObjectUpdate;
import dev.kaptan.api.engine.write.ObjectUpdate.Part;
import dev.kaptan.api.engine.write.Patch;
import dev.kaptan.api.engine.write.Target;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.Subresource.ScalePaths;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Objects;

/** {@code autoscaling/v1} Scale: the replicas of whatever has some. */
public final class ScaleSubresource {

    private static final List<String> COPIED =
            List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp");

    private final Kind scaleKind;
    private final ObjectUpdate update;
    private final Answers answers;

    public ScaleSubresource(Resources resources, ObjectUpdate update, Answers answers) {
        this.scaleKind =
                Objects.requireNonNull(resources.kinds().byKind("autoscaling", "v1", "Scale"));
        this.update = update;
        this.answers = answers;
    }

    public ApiResponse serve(Resource resource, ScalePaths paths, ApiRequest request) {
        OutputFormat format = OutputFormat.negotiate(request);
        Target target = Target.of(resource, request);
        ObjectNode scaled =
                switch (request.info().verb()) {
                    case "get" -> read(target);
                    case "update" -> replace(target, paths, request);
                    case "patch" -> patch(target, paths, request);
                    default -> throw ApiException.methodNotAllowed();
                };
        return answers.object(200, scaleKind, scale(scaled, paths), format, List.of());
    }

    private static ObjectNode read(Target target) {
        Stored stored = target.resource().read(target.key());
        if (stored == null) {
            throw target.notFound();
        }
        return stored.object();
    }

    private ObjectNode replace(Target target, ScalePaths paths, ApiRequest request) {
        ObjectNode wanted = Bodies.object(scaleKind, request).object();
        return change(target, old -> scaledBy(old, wanted, paths));
    }

    private ObjectNode patch(Target target, ScalePaths paths, ApiRequest request) {
        Patch patch = Patch.of(request);
        return change(
                target,
                old -> {
                    ObjectNode wanted = patch.apply(scale(old, paths), scaleKind.schema());
                    return scaledBy(old, wanted, paths);
                });
    }

    private ObjectNode change(Target target, ObjectUpdate.Change change) {
        return update.update(target, Part.MAIN, change).object();
    }

    private ObjectNode scaledBy(ObjectNode old, ObjectNode wanted, ScalePaths paths) {
        long replicas = Json.at(wanted, "spec", "replicas").asLong(0);
        if (replicas < 0) {
            var cause =
                    new Cause(
                            "FieldValueInvalid",
                            "Invalid value: %d: must be greater than or equal to 0"
                                    .formatted(replicas),
                            "spec.replicas");
            throw ApiException.invalid("autoscaling", "Scale", Meta.name(old), List.of(cause));
        }
        ObjectNode scaled = old.deepCopy();
        JsonNode relied = Json.at(wanted, "metadata", "resourceVersion");
        Meta.of(scaled).put("resourceVersion", relied.asString(""));
        Dotted.put(scaled, paths.specReplicas(), replicas);
        return scaled;
    }

    private static ObjectNode scale(ObjectNode object, ScalePaths paths) {
        ObjectNode scale = Json.object();
        scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : COPIED) {
            JsonNode value = Json.at(object, "metadata", field);
            if (!value.isMissingNode()) {
                metadata.set(field, value);
            }
        }
        scale.putObject("spec").put("replicas", Dotted.at(object, paths.specReplicas()).asLong(0));
        ObjectNode status = scale.putObject("status");
        status.put("replicas", Dotted.at(object, paths.statusReplicas()).asLong(0));
        String selector = SelectorText.of(Dotted.at(object, paths.selector()));
        if (!selector.isEmpty()) {
            status.put("selector", selector);
        }
        return scale;
    }
}
