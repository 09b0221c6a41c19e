package dev.kaptan.runtime;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What to read of a container's log.
 *
 * @param follow go on until the container ends
 * @param timestamps an RFC 3339 time with nanoseconds and a space before each line
 * @param since nothing older, null for everything
 * @param tailLines the last so many lines only, null for all
 * @param limitBytes stop after so many bytes, null for no limit
 */
public record LogOptions(
        boolean follow,
        boolean timestamps,
        @Nullable Instant since,
        @Nullable Long tailLines,
        @Nullable Long limitBytes) {

    public LogOptions {
        if (tailLines != null) {
            Checks.notNegative("tailLines", tailLines);
        }
        if (limitBytes != null) {
            Checks.positive("limitBytes", limitBytes);
        }
    }

    /** Everything that is there, without waiting for more. */
    public static LogOptions all() {
        return new LogOptions(false, false, null, null, null);
    }

    /** Everything that is there and all that comes. */
    public static LogOptions following() {
        return new LogOptions(true, false, null, null, null);
    }
}
