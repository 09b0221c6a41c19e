package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;

import dev.kaptan.runtime.LogOptions;
import dev.kaptan.runtime.LogSink;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.docker.LogFilters.Counting;
import dev.kaptan.runtime.docker.LogFilters.Enough;
import dev.kaptan.runtime.docker.LogFilters.Skipping;
import dev.kaptan.runtime.docker.http.EngineStream;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Logs by the engine's own reader, which knows about rotation. */
final class Logs {

    private final Engine engine;

    Logs(Engine engine) {
        this.engine = engine;
    }

    void read(String containerId, LogOptions options, LogSink sink) throws InterruptedException {
        InspectContainerResponse container = Inspections.find(engine, containerId);
        if (container == null) {
            throw RuntimeFailure.notFound(containerId);
        }
        boolean tty = Boolean.TRUE.equals(container.getConfig().getTty());
        Long limit = options.limitBytes();
        var counting = new Counting(sink, limit == null ? Long.MAX_VALUE : limit);
        try {
            write(containerId, tty, LogQuery.of(options), counting);
        } catch (Enough e) {
            return; // as the caller wanted it
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private void write(String id, boolean tty, LogQuery query, Counting sink) throws IOException {
        if (query.follow()) {
            follow(id, tty, query.from(beginning(id, tty, query)), sink);
        } else {
            copy(id, tty, query, sink);
        }
    }

    /**
     * Engines before 23.0 end a followed log when the container ends, though the reader may not
     * have come to the log's end: the rest is read afterwards.
     */
    private void follow(String id, boolean tty, LogQuery query, Counting sink) throws IOException {
        if (tty) { // whose messages have no bounds, so that bytes are all that can be counted
            copy(id, true, query, sink);
            copy(id, true, query.withoutFollowing(), new Skipping(sink, sink.count()));
            return;
        }
        var once = new OnceOnly(sink, query.timestamps());
        copy(id, false, query.stamped(), once);
        LogQuery rest = query.stamped().withoutFollowing();
        copy(id, false, rest.from(once.resumeFrom(query.since())), once);
    }

    /** The instant that the wanted lines begin at, so that they can be asked for a second time. */
    private @Nullable Instant beginning(String id, boolean tty, LogQuery query) throws IOException {
        if (query.tail() == null) {
            return query.since();
        }
        long lines = Math.max(1, query.tail());
        var stamped = new ByteArrayOutputStream();
        var tail = new LogQuery(false, true, query.since(), lines);
        copy(id, tty, tail, (bytes, stream) -> stamped.write(bytes));
        String text = stamped.toString(StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            return query.since();
        }
        Instant first = Instant.parse(text.substring(0, text.indexOf(' ')));
        return query.tail() == 0 ? first.plusNanos(1) : first;
    }

    private void copy(String id, boolean tty, LogQuery query, LogSink sink) throws IOException {
        try (EngineStream stream =
                Failures.translated(
                        Kind.OTHER, () -> engine.http().stream("GET", query.target(id)))) {
            Frames.copy(stream.in(), tty, sink);
        }
    }

    private static RuntimeFailure lost(IOException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while reading a log");
        }
        return RuntimeFailure.of(
                Kind.ENGINE_UNAVAILABLE,
                "lost the engine while reading a log: " + e.getMessage(),
                e);
    }
}
