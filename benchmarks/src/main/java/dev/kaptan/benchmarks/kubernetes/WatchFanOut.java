package dev.kaptan.benchmarks.kubernetes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** One writer, many watchers: how many events arrive at all of them together per second. */
final class WatchFanOut {

    private final Api api;
    private final Workspace workspace;
    private final int watchers;
    private final AtomicLong events = new AtomicLong();

    WatchFanOut(Api api, Workspace workspace, int watchers) {
        this.api = api;
        this.workspace = workspace;
        this.watchers = watchers;
    }

    String measure(Duration time) throws InterruptedException {
        String watched = ApiThroughput.configMap("watched", "0");
        api.ignoringRepetition(() -> api.post(workspace.core("configmaps"), watched));
        var streams = new ArrayList<InputStream>();
        var readers = new ArrayList<Thread>();
        try {
            for (int i = 0; i < watchers; i++) {
                InputStream stream =
                        api.watch(
                                workspace.core("configmaps")
                                        + "?watch=true&fieldSelector=metadata.name%3Dwatched");
                streams.add(stream);
                readers.add(Thread.ofVirtual().start(() -> count(stream)));
            }
            return String.format(Locale.ROOT, "%.0f", eventsPerSecond(time));
        } finally {
            close(streams);
            for (Thread reader : readers) {
                reader.join(Duration.ofSeconds(5));
            }
        }
    }

    private double eventsPerSecond(Duration time) {
        String path = workspace.core("configmaps/watched");
        long start = System.nanoTime();
        long before = events.get();
        for (int i = 0; System.nanoTime() - start < time.toNanos(); i++) {
            api.patch(path, Api.MERGE_PATCH, "{\"data\":{\"value\":\"" + i + "\"}}");
        }
        return (events.get() - before) / ((System.nanoTime() - start) / 1e9);
    }

    private void count(InputStream stream) {
        try {
            var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            while (lines.readLine() != null) {
                events.incrementAndGet();
            }
        } catch (IOException closed) {
            // The benchmark is over.
        }
    }

    /** The streams, not their readers, whose lock is held while they wait for a line. */
    private static void close(List<InputStream> streams) {
        for (InputStream stream : streams) {
            try {
                stream.close();
            } catch (IOException closedAlready) {
                System.err.println(closedAlready.getMessage());
            }
        }
    }
}
