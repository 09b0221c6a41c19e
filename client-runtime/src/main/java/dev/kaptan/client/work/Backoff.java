package dev.kaptan.client.work;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Doubling delays between a first and a longest one.
 *
 * @param first after the first failure
 * @param longest never exceeded, apart from jitter
 * @param jitter adds up to this fraction of the delay, so that many do not retry in step
 * @param random yields numbers in [0, 1)
 */
public record Backoff(Duration first, Duration longest, double jitter, DoubleSupplier random) {
    /** client-go's per-item limiter: 5 ms to 1000 s. */
    public static final Backoff PER_KEY =
            exponential(Duration.ofMillis(5), Duration.ofSeconds(1000));

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "back-off must go from a positive delay up: " + first + " to " + longest);
        }
        if (jitter < 0) {
            throw new IllegalArgumentException("jitter " + jitter + " is negative");
        }
    }

    /** Doubling delays without jitter. */
    public static Backoff exponential(Duration first, Duration longest) {
        return new Backoff(first, longest, 0, () -> 0);
    }

    /** The same with up to that fraction added. */
    public Backoff jittered(double fraction) {
        return new Backoff(
                first, longest, fraction, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * The delay before the next attempt.
     *
     * @param failures how many attempts failed before the one that just did; 0 for the first
     */
    public Duration after(int failures) {
        var delay = longest;
        if (failures < Long.numberOfLeadingZeros(first.toNanos()) - 1) {
            var doubled = Duration.ofNanos(first.toNanos() << failures);
            delay = doubled.compareTo(longest) < 0 ? doubled : longest;
        }
        return delay.plusNanos((long) (delay.toNanos() * jitter * random.getAsDouble()));
    }
}
