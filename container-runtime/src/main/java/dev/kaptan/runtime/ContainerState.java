package dev.kaptan.runtime;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Where a container is in its life. It never goes back. */
public sealed interface ContainerState {

    /** Not started yet. */
    record Created() implements ContainerState {}

    record Running(Instant startedAt) implements ContainerState {
        public Running {
            requireNonNull(startedAt, "startedAt");
        }
    }

    /**
     * @param startedAt equals {@code finishedAt} if it could not be started
     * @param message the engine's words, empty when it has none
     */
    record Exited(Instant startedAt, Instant finishedAt, int exitCode, Cause cause, String message)
            implements ContainerState {

        public Exited {
            requireNonNull(startedAt, "startedAt");
            requireNonNull(finishedAt, "finishedAt");
            requireNonNull(cause, "cause");
            requireNonNull(message, "message");
        }

        /**
         * The signal that ended it, or null: by the shells' convention an exit code of 128 + n, so
         * a program that exits so by itself cannot be told apart.
         */
        public @Nullable Integer signal() {
            return exitCode > 128 && exitCode <= 192 ? exitCode - 128 : null;
        }
    }

    /** Why a container is no longer running. */
    enum Cause {
        /** Its first process ended, or was killed. */
        ENDED,
        /** It used more memory than it may. */
        OUT_OF_MEMORY,
        /** Its first process could not be started, say because there is no such program. */
        START_FAILED
    }
}
