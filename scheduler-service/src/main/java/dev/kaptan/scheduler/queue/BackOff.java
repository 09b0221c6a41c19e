package dev.kaptan.scheduler.queue;

import java.time.Duration;

/**
 * How long a Pod waits after its n-th failed attempt: doubling from {@code first} to {@code most}.
 */
public record BackOff(Duration first, Duration most) {

    /** Upstream's podInitialBackoffSeconds and podMaxBackoffSeconds. */
    public static final BackOff STANDARD =
            new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    private static final int ENOUGH_DOUBLINGS = 30;

    public BackOff {
        if (first.isNegative() || first.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "back-off must grow from 0 or more, is " + first + " to " + most);
        }
    }

    Duration after(int attempts) {
        Duration doubled = first.multipliedBy(1L << Math.clamp(attempts - 1, 0, ENOUGH_DOUBLINGS));
        return doubled.compareTo(most) < 0 ? doubled : most;
    }
}
