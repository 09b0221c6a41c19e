package dev.kaptan.runtime.memory;

import static java.util.Objects.requireNonNull;

import dev.kaptan.runtime.ContainerState.Cause;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * What a container does.
 *
 * @param lifetime after which it ends by itself, null for never
 * @param exitCode of an end by itself
 * @param cause of an end by itself
 * @param log lines it writes to stdout when it starts
 * @param heedsStopSignal it ends with 0 when asked to, and is not killed
 * @param startFailure the words with which starting it fails, null if it does not
 */
public record Behaviour(
        @Nullable Duration lifetime,
        int exitCode,
        Cause cause,
        List<String> log,
        boolean heedsStopSignal,
        @Nullable String startFailure) {

    public Behaviour {
        requireNonNull(cause, "cause");
        log = List.copyOf(log);
        if (lifetime != null && lifetime.isNegative()) {
            throw new IllegalArgumentException("lifetime must not be negative, is " + lifetime);
        }
    }

    /** Until it is stopped; heeds the signal. */
    public static Behaviour runsForever() {
        return new Behaviour(null, 0, Cause.ENDED, List.of(), true, null);
    }

    public static Behaviour exits(int exitCode, Duration after) {
        return new Behaviour(after, exitCode, Cause.ENDED, List.of(), true, null);
    }

    public static Behaviour runsOutOfMemory(Duration after) {
        return new Behaviour(after, 137, Cause.OUT_OF_MEMORY, List.of(), true, null);
    }

    public static Behaviour failsToStart(String words) {
        return new Behaviour(null, 127, Cause.START_FAILED, List.of(), true, words);
    }

    public Behaviour writing(String... lines) {
        return new Behaviour(
                lifetime, exitCode, cause, List.of(lines), heedsStopSignal, startFailure);
    }

    public Behaviour ignoringStopSignal() {
        return new Behaviour(lifetime, exitCode, cause, log, false, startFailure);
    }
}
