package dev.kaptan.api.engine.subresource;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.engine.write.Bodies;
import dev.kaptan.api.engine.write.ObjectUpdate;
import dev.kaptan.api.engine.write.ObjectUpdate.Part;
import dev.kaptan.api.engine.write.Target;
import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Takes {@code spec.finalizers} off a Namespace; without any, a deleted one goes. */
public final class FinalizeSubresource {

    private final ObjectUpdate update;
    private final Answers answers;

    public FinalizeSubresource(ObjectUpdate update, Answers answers) {
        this.update = update;
        this.answers = answers;
    }

    public ApiResponse serve(Resource namespaces, ApiRequest request) {
        OutputFormat format = OutputFormat.negotiate(request);
        ObjectNode body = Bodies.object(namespaces.kind(), request).object();
        Target target = Target.of(namespaces, request);
        Stored updated = update.update(target, Part.AS_COMPUTED, old -> finalized(old, body));
        return answers.object(200, namespaces.kind(), updated.object(), format, List.of());
    }

    private static ObjectNode finalized(ObjectNode old, ObjectNode body) {
        ObjectNode namespace = old.deepCopy();
        JsonNode finalizers = Json.at(body, "spec", "finalizers");
        ObjectNode spec = Json.ensureObject(namespace, "spec");
        if (finalizers.isEmpty()) {
            spec.remove("finalizers");
        } else {
            spec.set("finalizers", finalizers.deepCopy());
        }
        Meta.of(namespace).put("resourceVersion", Json.text(body, "metadata", "resourceVersion"));
        return namespace;
    }
}
