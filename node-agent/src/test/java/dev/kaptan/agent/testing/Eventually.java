package dev.kaptan.agent.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Waits for something to become true, for so long and no longer. */
public final class Eventually {

    private Eventually() {}

    public static <T> T get(Duration atMost, Supplier<T> value) throws InterruptedException {
        var end = Instant.now().plus(atMost);
        var found = value.get();
        while (found == null && Instant.now().isBefore(end)) {
            Thread.sleep(50);
            found = value.get();
        }
        if (found == null) {
            throw new AssertionError("not within " + atMost);
        }
        return found;
    }

    public static void isTrue(Duration atMost, Supplier<Boolean> condition)
            throws InterruptedException {
        get(atMost, () -> condition.get() ? true : null);
    }
}
