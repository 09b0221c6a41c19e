package dev.kaptan.api.engine.subresource;

import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.model.kind.Subresource;
import dev.kaptan.api.model.status.ApiException;

/** All subresources but status, which is the object itself. */
public record Subresources(
        ScaleSubresource scale,
        BindingSubresource binding,
        EvictionSubresource eviction,
        FinalizeSubresource finalizing,
        TokenSubresource token,
        PodStreams streams) {

    /** Serves a subresource that the kind has, with a verb that it has. */
    public ApiResponse serve(Resource resource, Subresource subresource, ApiRequest request) {
        if (subresource.scale() != null) {
            return scale.serve(resource, subresource.scale(), request);
        }
        return switch (resource.kind().plural() + "/" + subresource.name()) {
            case "pods/binding" -> binding.serve(request);
            case "pods/eviction" -> eviction.serve(resource, request);
            case "namespaces/finalize" -> finalizing.serve(resource, request);
            case "serviceaccounts/token" -> token.serve(resource, request);
            case "pods/log" -> streams.log(resource, request);
            case "pods/exec" -> streams.exec(resource, request);
            case "pods/attach" -> streams.attach(resource, request);
            case "pods/portforward" -> streams.portForward(resource, request);
            default ->
                    throw ApiException.notImplemented(
                            "%s/%s is not served by this version of Kaptan"
                                    .formatted(resource.kind().plural(), subresource.name()));
        };
    }

    /** POST to {@code bindings}, the old form of {@code pods/binding}. */
    public ApiResponse serveBinding(ApiRequest request) {
        return binding.serve(request);
    }
}
