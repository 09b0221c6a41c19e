package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.cache.CachedObject;
import dev.kaptan.api.engine.cache.Snapshot;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.read.ListOptions;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.node.ObjectNode;

/** DELETE of a collection: every object that a list with the same parameters shows. */
public final class DeleteCollectionVerb {

    private final ObjectDeletion deletion;
    private final Answers answers;

    public DeleteCollectionVerb(ObjectDeletion deletion, Answers answers) {
        this.deletion = deletion;
        this.answers = answers;
    }

    public ApiResponse serve(Resource resource, ApiRequest request) {
        OutputFormat format = OutputFormat.negotiate(request);
        DeletionOptions options = DeletionOptions.of(request);
        ListOptions listed = ListOptions.forList(resource, request.info(), request.query());
        Target target = Target.of(resource, request);
        Snapshot state = resource.cache().consistent();
        var page = state.list(listed.selection(), "", listed.limit());
        page.objects().forEach(object -> delete(target, object, options));
        ObjectNode metadata = Json.object();
        metadata.put("resourceVersion", Long.toString(state.revision()));
        return answers.list(resource.kind(), page.objects(), metadata, format);
    }

    /** One that is gone meanwhile is as good as deleted. */
    private void delete(Target target, CachedObject object, DeletionOptions options) {
        String[] place = object.key().split("/");
        String name = place[place.length - 1];
        String namespace = target.resource().kind().namespaced() ? place[place.length - 2] : "";
        var one =
                new Target(target.resource(), "", namespace, name, target.user(), target.dryRun());
        try {
            deletion.delete(one, options);
        } catch (ApiException e) {
            if (!e.reason().equals("NotFound")) {
                throw e;
            }
        }
    }
}
