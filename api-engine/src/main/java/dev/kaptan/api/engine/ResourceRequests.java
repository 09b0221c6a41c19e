package dev.kaptan.api.engine;

import dev.kaptan.api.engine.read.CustomKinds;
import dev.kaptan.api.engine.read.GetVerb;
import dev.kaptan.api.engine.read.ListVerb;
import dev.kaptan.api.engine.read.WatchVerb;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.request.RequestInfo;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.review.Reviews;
import dev.kaptan.api.engine.subresource.Subresources;
import dev.kaptan.api.engine.write.CreateVerb;
import dev.kaptan.api.engine.write.DeleteCollectionVerb;
import dev.kaptan.api.engine.write.DeleteVerb;
import dev.kaptan.api.engine.write.ObjectUpdate.Part;
import dev.kaptan.api.engine.write.PatchVerb;
import dev.kaptan.api.engine.write.UpdateVerb;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.Subresource;
import dev.kaptan.api.model.status.ApiException;

import java.util.Set;

/** Brings a request for a resource to the verb that answers it. */
record ResourceRequests(
        Resources resources,
        GetVerb get,
        ListVerb list,
        WatchVerb watch,
        CreateVerb create,
        UpdateVerb update,
        PatchVerb patch,
        DeleteVerb delete,
        DeleteCollectionVerb deleteCollection,
        Subresources subresources,
        Reviews reviews) {

    private static final Set<String> OF_ONE_OBJECT = Set.of("get", "update", "patch", "delete");

    ApiResponse serve(ApiRequest request) {
        RequestInfo info = request.info();
        if (CustomKinds.areListed(info)) {
            return CustomKinds.none();
        }
        Resource resource = resources.require(info.apiGroup(), info.apiVersion(), info.resource());
        if (!info.subresource().isEmpty()) {
            return subresource(resource, request);
        }
        requireVerb(resource.kind(), info);
        if (Reviews.answers(resource.kind())) {
            return reviews.serve(resource, request);
        }
        if (resource.kind().storagePath().isEmpty()) {
            return subresources.serveBinding(request);
        }
        return object(resource, request);
    }

    private ApiResponse object(Resource resource, ApiRequest request) {
        return switch (request.info().verb()) {
            case "get" -> get.serve(resource, request);
            case "list" -> list.serve(resource, request);
            case "watch" -> watch.serve(resource, request);
            case "create" -> create.serve(resource, request);
            case "update" -> update.serve(resource, request, Part.MAIN);
            case "patch" -> patch.serve(resource, request, Part.MAIN);
            case "delete" -> delete.serve(resource, request);
            case "deletecollection" -> deleteCollection.serve(resource, request);
            default -> throw ApiException.methodNotAllowed();
        };
    }

    /** What the kind does not have, and what its place in the tree does not allow. */
    private static void requireVerb(Kind kind, RequestInfo info) {
        boolean namespaceMissing = kind.namespaced() && info.namespace().isEmpty();
        boolean everywhere = info.verb().equals("list") || info.verb().equals("watch");
        boolean namespaceTooMuch =
                !kind.namespaced()
                        && !info.namespace().isEmpty()
                        && !info.resource().equals("namespaces");
        if (namespaceTooMuch) {
            throw ApiException.unknownPath();
        }
        if (!kind.has(info.verb())
                || (namespaceMissing && !everywhere)
                || OF_ONE_OBJECT.contains(info.verb()) && info.name().isEmpty()
                || info.verb().equals("create") && !info.name().isEmpty()) {
            throw ApiException.methodNotAllowed();
        }
    }

    private ApiResponse subresource(Resource resource, ApiRequest request) {
        Subresource subresource = resource.kind().subresource(request.info().subresource());
        if (subresource == null) {
            throw ApiException.unknownPath();
        }
        if (!subresource.verbs().contains(request.info().verb())) {
            throw ApiException.methodNotAllowed();
        }
        if (!subresource.name().equals("status")) {
            return subresources.serve(resource, subresource, request);
        }
        return switch (request.info().verb()) {
            case "get" -> get.serve(resource, request);
            case "update" -> update.serve(resource, request, Part.STATUS);
            case "patch" -> patch.serve(resource, request, Part.STATUS);
            default -> throw ApiException.methodNotAllowed();
        };
    }
}
