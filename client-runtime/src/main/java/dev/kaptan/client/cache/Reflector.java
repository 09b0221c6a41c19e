package dev.kaptan.client.cache;

import dev.kaptan.client.work.Backoff;

import io.fabric8.kubernetes.api.model.HasMetadata;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ThreadLocalRandom;

/** Keeps one informer equal to the server: lists once, then watches, and lists anew on 410 only. */
final class Reflector<T extends HasMetadata> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);

    /** client-go's five to ten minutes, so that a watch on a dead connection ends at last. */
    private static final int MIN_WATCH_SECONDS = 300;

    private final ListWatch<T> server;
    private final Informer<T> informer;
    private final Backoff backoff;
    private volatile boolean stopped;
    private volatile @Nullable InputStream stream;
    private @Nullable String position;
    private int failures;

    Reflector(ListWatch<T> server, Informer<T> informer, Backoff backoff) {
        this.server = server;
        this.informer = informer;
        this.backoff = backoff;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                step();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        try {
            var from = position == null ? list() : position;
            watch(from);
            failures = 0;
        } catch (ApiFailure failure) {
            position = failure.expired() ? null : position;
            pause(failure);
        } catch (IOException | RuntimeException failure) {
            pause(failure);
        }
    }

    private String list() throws IOException, InterruptedException {
        var listed = server.list();
        informer.replace(listed.items());
        position = listed.resourceVersion();
        return listed.resourceVersion();
    }

    private void watch(String from) throws IOException, InterruptedException {
        int seconds = MIN_WATCH_SECONDS + ThreadLocalRandom.current().nextInt(MIN_WATCH_SECONDS);
        try (var body = server.watch(from, seconds)) {
            stream = body;
            var lines = new LineReader(body);
            for (var line = lines.next(); line != null && !stopped; line = lines.next()) {
                apply(WatchEvent.parse(line, informer.resource().type()));
                failures = 0;
            }
        } finally {
            stream = null;
        }
    }

    private void apply(WatchEvent<T> event) {
        informer.apply(event);
        position =
                switch (event) {
                    case WatchEvent.Stored<T>(T object) ->
                            object.getMetadata().getResourceVersion();
                    case WatchEvent.Deleted<T>(T object) ->
                            object.getMetadata().getResourceVersion();
                    case WatchEvent.Bookmark<T>(String version) -> version;
                };
    }

    private void pause(Exception failure) throws InterruptedException {
        if (stopped) {
            return;
        }
        var delay = backoff.after(failures++);
        LOG.debug(
                "{}: {}; trying again in {} ms",
                informer.resource().path(),
                failure.getMessage(),
                delay.toMillis());
        Thread.sleep(delay);
    }

    /** Ends the loop; the caller interrupts the thread after. */
    void stop() {
        stopped = true;
        var open = stream;
        if (open != null) {
            try {
                open.close();
            } catch (IOException closing) {
                LOG.debug("closing a watch: {}", closing.getMessage());
            }
        }
    }
}
