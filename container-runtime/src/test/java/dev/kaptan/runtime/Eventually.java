package dev.kaptan.runtime;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for what happens by itself. */
public final class Eventually {
    private Eventually() {}

    public static void within(Duration patience, String what, BooleanSupplier condition)
            throws InterruptedException {
        Instant end = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                fail("not within %s: %s", patience, what);
            }
            Thread.sleep(20);
        }
    }
}
