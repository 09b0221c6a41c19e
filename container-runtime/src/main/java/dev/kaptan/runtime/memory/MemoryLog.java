package dev.kaptan.runtime.memory;

import dev.kaptan.runtime.ContainerState;
import dev.kaptan.runtime.LogOptions;
import dev.kaptan.runtime.LogSink;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Writes the scripted lines of a container: all of them are as old as its start. */
final class MemoryLog {

    private MemoryLog() {}

    static void write(MemoryContainer container, LogOptions options, LogSink sink)
            throws IOException {
        Instant at = startedAt(container.state());
        if (at == null || options.since() != null && at.isBefore(options.since())) {
            return;
        }
        byte[] text = text(container.behaviour().log(), options, at);
        byte[] allowed =
                options.limitBytes() == null || options.limitBytes() >= text.length
                        ? text
                        : Arrays.copyOf(text, options.limitBytes().intValue());
        if (allowed.length > 0) {
            sink.write(allowed, LogSink.Stream.STDOUT);
        }
    }

    private static @Nullable Instant startedAt(ContainerState state) {
        return switch (state) {
            case ContainerState.Created() -> null;
            case ContainerState.Running(Instant startedAt) -> startedAt;
            case ContainerState.Exited exited ->
                    exited.cause() == ContainerState.Cause.START_FAILED ? null : exited.startedAt();
        };
    }

    private static byte[] text(List<String> lines, LogOptions options, Instant at) {
        long skipped =
                options.tailLines() == null ? 0 : Math.max(0, lines.size() - options.tailLines());
        var text = new StringBuilder();
        lines.stream()
                .skip(skipped)
                .forEach(line ->
                        text.append(options.timestamps() ? at + " " : "")
                                .append(line)
                                .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
