package dev.kaptan.api.engine.read;

import dev.kaptan.api.engine.cache.CachedObject;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

/** One object: the newest, or with a {@code resourceVersion} one that is not older. */
public final class GetVerb {

    private final Answers answers;

    public GetVerb(Answers answers) {
        this.answers = answers;
    }

    public ApiResponse serve(Resource resource, ApiRequest request) {
        OutputFormat format = OutputFormat.negotiate(request);
        var info = request.info();
        String key = resource.key(info.namespace(), info.name());
        byte[] json = json(resource, key, request.query().first("resourceVersion"));
        if (json == null) {
            var kind = resource.kind();
            throw ApiException.notFound(kind.group(), kind.plural(), info.name());
        }
        return answers.object(resource.kind(), json, format);
    }

    private static byte @Nullable [] json(Resource resource, String key, String revision) {
        if (revision.isEmpty()) {
            return resource.json(key);
        }
        CachedObject object = resource.cache().notOlderThan(Math.max(1, number(revision))).get(key);
        return object == null ? null : object.json();
    }

    private static long number(String revision) {
        try {
            return Long.parseLong(revision);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("resourceVersion: Invalid value: \"" + revision + "\"");
        }
    }
}
