package dev.kaptan.api.engine.subresource;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.write.Bodies;
import dev.kaptan.api.engine.write.DeletionOptions;
import dev.kaptan.api.engine.write.ObjectDeletion;
import dev.kaptan.api.engine.write.Target;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Objects;

/**
 * {@code pods/eviction}: a deletion that asks first. There are no disruption budgets to ask yet.
 */
public final class EvictionSubresource {

    private final Kind evictionKind;
    private final ObjectDeletion deletion;

    public EvictionSubresource(Resources resources, ObjectDeletion deletion) {
        this.evictionKind =
                Objects.requireNonNull(resources.kinds().byKind("policy", "v1", "Eviction"));
        this.deletion = deletion;
    }

    public ApiResponse serve(Resource pods, ApiRequest request) {
        OutputFormat format = OutputFormat.negotiate(request);
        ObjectNode eviction = Bodies.object(evictionKind, request).object();
        String name = Meta.name(eviction);
        if (!name.isEmpty() && !name.equals(request.info().name())) {
            throw ApiException.badRequest("name in URL does not match name in Eviction object");
        }
        Target target = Target.of(pods, request);
        var options = DeletionOptions.of(eviction.path("deleteOptions"), target.dryRun());
        deletion.delete(target, options);
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Success").put("code", 201);
        return Answers.tree(201, status, format, List.of());
    }
}
