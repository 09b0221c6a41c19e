package dev.kaptan.agent.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as {@code metav1.Time} writes them: in whole seconds. */
final class Times {

    private Times() {}

    static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
