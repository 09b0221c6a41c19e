package dev.kaptan.api.engine.read;

import dev.kaptan.api.engine.cache.Subscription;
import dev.kaptan.api.engine.cache.WatchCache;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.output.WatchForm;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.model.status.ApiException;
import java.time.Clock;
import java.time.Duration;
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
        ListOptions options = ListOptions.forWatch(resource, request.info(), request.query());
        var form = new WatchForm(resource.kind(), format, clock);
        var life = Duration.ofSeconds(seconds(options));
        return new ApiResponse.Watch(
                format.syntax().mediaType(), frames(resource.cache(), options, form, life));
    }

    private long seconds(ListOptions options) {
        return options.timeoutSeconds() > 0
                ? options.timeoutSeconds()
                : SHORTEST_SECONDS + random.nextInt(SHORTEST_SECONDS);
    }

    private static ApiResponse.Frames frames(
            WatchCache cache, ListOptions options, WatchForm form, Duration life) {
        try {
            return new WatchStream(subscribe(cache, options), options, form, life);
        } catch (ApiException expired) {
            return sink -> {
                sink.frame(form.error(expired.status()));
                sink.flush();
            };
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
