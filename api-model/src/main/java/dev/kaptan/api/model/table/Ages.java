package dev.kaptan.api.model.table;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Durations as kubectl shows them: two units at most, the coarser the longer. */
final class Ages {

    static final String UNKNOWN = "<unknown>";

    private Ages() {}

    /** Time since an RFC 3339 time stamp, {@code <unknown>} where it is empty. */
    static String since(String timestamp, Instant now) {
        Instant then = instant(timestamp);
        return then == null ? UNKNOWN : human(Duration.between(then, now));
    }

    static @Nullable Instant instant(String timestamp) {
        try {
            return timestamp.isEmpty() ? null : OffsetDateTime.parse(timestamp).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static String human(Duration duration) {
        long seconds = duration.toMillis() / 1000;
        if (duration.toMillis() < 0) {
            return seconds < -1 ? "<invalid>" : "0s";
        }
        if (seconds < 120) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 10) {
            return pair(minutes, "m", seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        return hours(minutes / 60, minutes % 60);
    }

    private static String hours(long hours, long minutes) {
        if (hours < 8) {
            return pair(hours, "h", minutes, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        long days = hours / 24;
        if (days < 8) {
            return pair(days, "d", hours % 24, "h");
        }
        if (days < 730) {
            return days + "d";
        }
        return days < 2920 ? pair(days / 365, "y", days % 365, "d") : days / 365 + "y";
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + largeUnit : large + largeUnit + small + smallUnit;
    }
}
