package dev.kaptan.agent.plan;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * The wait before something that failed is tried again: 10 s, doubled up to 5 min, forgotten when
 * nothing failed for 10 min (upstream's {@code flowcontrol.Backoff} with the kubelet's figures).
 *
 * @param delay what the next failure must wait
 * @param since when it was last raised
 */
public record BackOff(Duration delay, Instant since) {

    public static final Duration FIRST = Duration.ofSeconds(10);
    public static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN_AFTER = LONGEST.multipliedBy(2);

    /** The state after one more try, which followed a failure at {@code failedAt}. */
    public static BackOff raise(@Nullable BackOff previous, Instant failedAt, Instant now) {
        if (previous == null || previous.expired(failedAt)) {
            return new BackOff(FIRST, now);
        }
        var doubled = previous.delay.multipliedBy(2);
        return new BackOff(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled, now);
    }

    /** Until when a failure at {@code failedAt} waits; in the past if it need not. */
    public Instant until(Instant failedAt) {
        return expired(failedAt) ? failedAt : failedAt.plus(delay);
    }

    private boolean expired(Instant failedAt) {
        return Duration.between(since, failedAt).compareTo(FORGOTTEN_AFTER) > 0;
    }
}
