package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;

import dev.kaptan.runtime.ContainerState;
import dev.kaptan.runtime.ContainerState.Cause;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/** Reads the engine's idea of a container's state. */
final class States {
    private States() {}

    static ContainerState of(InspectContainerResponse container) {
        var state = container.getState();
        String status = Objects.requireNonNullElse(state.getStatus(), "");
        return switch (status) {
            case "running", "paused", "restarting" ->
                    new ContainerState.Running(started(container, state.getStartedAt()));
            case "created" ->
                    state.getError() == null || state.getError().isEmpty()
                            ? new ContainerState.Created()
                            : startFailed(container);
            default -> exited(container);
        };
    }

    private static ContainerState exited(InspectContainerResponse container) {
        var state = container.getState();
        Instant finished = instant(state.getFinishedAt());
        Instant started = instant(state.getStartedAt());
        if (started == null || finished == null) {
            return startFailed(container);
        }
        Cause cause = Boolean.TRUE.equals(state.getOOMKilled()) ? Cause.OUT_OF_MEMORY : Cause.ENDED;
        return new ContainerState.Exited(
                earlier(started, finished), finished, exitCode(state), cause, error(state));
    }

    /** Of a very short life the engine may note the end before the start. */
    private static Instant earlier(Instant started, Instant finished) {
        return started.isBefore(finished) ? started : finished;
    }

    /** The engine leaves such a container without times, and in the state it had before. */
    private static ContainerState startFailed(InspectContainerResponse container) {
        var state = container.getState();
        Instant created = created(container);
        return new ContainerState.Exited(
                created, created, exitCode(state), Cause.START_FAILED, error(state));
    }

    private static int exitCode(InspectContainerResponse.ContainerState state) {
        Long code = state.getExitCodeLong();
        return code == null ? 128 : code.intValue();
    }

    private static String error(InspectContainerResponse.ContainerState state) {
        return Objects.requireNonNullElse(state.getError(), "");
    }

    private static Instant started(InspectContainerResponse container, @Nullable String text) {
        Instant instant = instant(text);
        return instant == null ? created(container) : instant;
    }

    static Instant created(InspectContainerResponse container) {
        return Instant.parse(container.getCreated());
    }

    /** The engine writes the year 1 for "never". */
    private static @Nullable Instant instant(@Nullable String text) {
        return text == null || text.isEmpty() || text.startsWith("0001-")
                ? null
                : Instant.parse(text);
    }
}
