package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;

import dev.kaptan.runtime.LogOptions;
import dev.kaptan.runtime.LogSink;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.docker.http.EngineStream;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/** Logs by the engine's own reader, which knows about rotation. */
final class Logs {

    /** Ends the copying; nobody wants more. */
    private static final class Enough extends IOException {
        private static final long serialVersionUID = 1L;
    }

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
        var guarded =
                new Guarded(
                        sink, options.limitBytes() == null ? Long.MAX_VALUE : options.limitBytes());
        try (EngineStream stream = open(containerId, options)) {
            Frames.copy(stream.in(), tty, guarded);
        } catch (Enough e) {
            return;
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while reading a log");
            }
            throw RuntimeFailure.of(
                    Kind.ENGINE_UNAVAILABLE,
                    "lost the engine while reading a log: " + e.getMessage(),
                    e);
        }
    }

    private EngineStream open(String containerId, LogOptions options) {
        var target = new StringBuilder("/containers/" + containerId + "/logs?stdout=1&stderr=1");
        target.append("&follow=").append(options.follow());
        target.append("&timestamps=").append(options.timestamps());
        target.append("&tail=").append(options.tailLines() == null ? "all" : options.tailLines());
        if (options.since() != null) {
            target.append("&since=").append(seconds(options.since()));
        }
        return Failures.translated(
                Kind.OTHER, () -> engine.http().stream("GET", target.toString()));
    }

    /** Seconds with nine digits behind the point, which the engine reads exactly. */
    static String seconds(Instant since) {
        return "%d.%09d".formatted(since.getEpochSecond(), since.getNano());
    }

    /** Tells the client's going from the engine's, and stops at the limit. */
    private static final class Guarded implements LogSink {
        private final LogSink sink;
        private long left;

        Guarded(LogSink sink, long limit) {
            this.sink = sink;
            this.left = limit;
        }

        @Override
        public void write(byte[] bytes, Stream stream) throws IOException {
            byte[] allowed = bytes.length <= left ? bytes : Arrays.copyOf(bytes, (int) left);
            try {
                sink.write(allowed, stream);
            } catch (IOException e) {
                throw enough(e);
            }
            left -= allowed.length;
            if (left == 0) {
                throw new Enough();
            }
        }

        private static Enough enough(IOException cause) {
            var enough = new Enough();
            enough.initCause(cause);
            return enough;
        }
    }
}
