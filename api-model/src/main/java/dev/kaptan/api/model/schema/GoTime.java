package dev.kaptan.api.model.schema;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** RFC 3339 as upstream's {@code Time} and {@code MicroTime} read it. */
final class GoTime {

    private static final String SECONDS = "2006-01-02T15:04:05Z07:00";
    private static final String MICROS = "2006-01-02T15:04:05.000000Z07:00";

    private GoTime() {}

    static void check(String text, String definition) {
        try {
            OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            boolean micro = GoType.simple(definition).equals("MicroTime");
            int wrong = Math.min(e.getErrorIndex(), text.length());
            throw new TypeMismatch(
                    "parsing time \"%s\" as \"%s\": cannot parse \"%s\" as \"%s\""
                            .formatted(
                                    text,
                                    micro ? MICROS : SECONDS,
                                    text.substring(wrong),
                                    expected(wrong)));
        }
    }

    /** The part of the layout that stands where reading stopped. */
    private static String expected(int index) {
        String[] parts = {"2006", "-", "01", "-", "02", "T", "15", ":", "04", ":", "05"};
        int[] ends = {4, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19};
        for (int i = 0; i < ends.length; i++) {
            if (index < ends[i]) {
                return parts[i];
            }
        }
        return "Z07:00";
    }
}
