package dev.kaptan.api.engine.read;

import dev.kaptan.api.engine.cache.Subscription;
import dev.kaptan.api.engine.cache.WatchCache;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.output.OutputFormat.Syntax;
import dev.kaptan.api.engine.output.WatchForm;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.request.ApiResponse.Frames.Sink;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.model.status.ApiException;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes of a resource from a revision on. */
public final class WatchVerb {

    /** Upstream's {@code --min-request-timeout}: watches live between this and twice this. */
    private static final int SHORTEST_SECONDS = 1800;

    private final Clock clock;
    private final RandomGenerator random;

    public WatchVerb(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public ApiResponse serve(Resource resource, ApiRequest request) {
        OutputFormat format = OutputFormat.negotiate(request);
        if (format.syntax() != Syntax.JSON) {
            throw ApiException.notAcceptable(List.of(Syntax.JSON.mediaType()));
        }
        ListOptions options = ListOptions.forWatch(resource, request.info(), request.query());
        var form = new WatchForm(resource.kind(), format, clock);
        var life = Duration.ofSeconds(seconds(options));
        return new ApiResponse.Watch(
                Syntax.JSON.mediaType(), sink -> copy(resource.cache(), options, form, life, sink));
    }

    private long seconds(ListOptions options) {
        return options.timeoutSeconds() > 0
                ? options.timeoutSeconds()
                : SHORTEST_SECONDS + random.nextInt(SHORTEST_SECONDS);
    }

    /** Subscribes only now: a watch that the shell never begins leaves nothing behind. */
    private static void copy(
            WatchCache cache, ListOptions options, WatchForm form, Duration life, Sink sink)
            throws IOException, InterruptedException {
        Subscription subscription;
        try {
            subscription = subscribe(cache, options);
        } catch (ApiException expired) {
            sink.frame(form.error(expired.status()));
            sink.flush();
            return;
        }
        try (subscription) {
            new WatchStream(subscription, options, form, life).copyTo(sink);
        }
    }

    private static Subscription subscribe(WatchCache cache, ListOptions options) {
        Long revision = options.revision();
        Boolean initial = options.sendInitialEvents();
        if (initial == null ? revision == null || revision == 0 : initial) {
            long least = revision == null ? cache.storeRevision() : revision;
            return cache.watchWithState(options.selection(), least);
        }
        return cache.watch(options.selection(), revision == null ? 0 : revision);
    }
}
