package dev.kaptan.client.meta;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The two timestamp formats of the API. */
public final class Times {
    private static final DateTimeFormatter MICRO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    /** {@code metav1.Time}: RFC 3339 in whole seconds. */
    public static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code metav1.MicroTime}: RFC 3339 with six digits. */
    public static String micros(Instant instant) {
        return MICRO.format(instant);
    }

    /** Reads either format; null stays null. */
    public static @Nullable Instant parse(@Nullable String time) {
        return time == null || time.isEmpty()
                ? null
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(time, Instant::from);
    }
}
