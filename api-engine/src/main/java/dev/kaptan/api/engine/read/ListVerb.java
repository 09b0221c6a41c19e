package dev.kaptan.api.engine.read;

import dev.kaptan.api.engine.cache.Selection;
import dev.kaptan.api.engine.cache.Snapshot;
import dev.kaptan.api.engine.cache.WatchCache;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.read.ListOptions.Match;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.node.ObjectNode;

/** The objects of a resource or of one namespace, from the cache, at the revision asked for. */
public final class ListVerb {

    private final Answers answers;

    public ListVerb(Answers answers) {
        this.answers = answers;
    }

    public ApiResponse serve(Resource resource, ApiRequest request) {
        OutputFormat format = OutputFormat.negotiate(request);
        ListOptions options = ListOptions.forList(resource, request.info(), request.query());
        return options.continueToken().isEmpty()
                ? page(resource, state(resource.cache(), options), "", options, format)
                : continued(resource, options, format);
    }

    private ApiResponse continued(Resource resource, ListOptions options, OutputFormat format) {
        ContinueToken token = ContinueToken.parse(options.continueToken());
        Snapshot state = resource.cache().exactly(token.revision());
        if (state == null) {
            throw ApiException.continueExpired();
        }
        String from = options.selection().prefix() + token.start();
        return page(resource, state, from, options, format);
    }

    private static Snapshot state(WatchCache cache, ListOptions options) {
        Long revision = options.revision();
        if (revision == null) {
            return cache.consistent();
        }
        if (revision == 0) {
            return cache.any();
        }
        boolean exact =
                options.match() == Match.EXACT
                        || (options.match() == Match.UNSET && options.limit() > 0);
        return exact ? exactly(cache, revision) : cache.notOlderThan(revision);
    }

    private static Snapshot exactly(WatchCache cache, long revision) {
        Snapshot state = cache.exactly(revision);
        if (state == null) {
            throw ApiException.expired("The resourceVersion for the provided list is too old.");
        }
        return state;
    }

    private ApiResponse page(
            Resource resource,
            Snapshot state,
            String from,
            ListOptions options,
            OutputFormat format) {
        Selection selection = options.selection();
        var page = state.list(selection, from, options.limit());
        ObjectNode metadata = Json.object();
        metadata.put("resourceVersion", Long.toString(state.revision()));
        String next = page.next();
        if (next != null) {
            String start = next.substring(selection.prefix().length());
            metadata.put("continue", new ContinueToken(state.revision(), start).encoded());
            if (selection.everything()) {
                metadata.put("remainingItemCount", page.remaining());
            }
        }
        return answers.list(resource.kind(), page.objects(), metadata, format);
    }
}
