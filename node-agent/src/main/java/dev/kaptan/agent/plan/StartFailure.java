package dev.kaptan.agent.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * Why a container could not be started, and when the next try is due.
 *
 * @param reason the waiting reason users see, such as {@code ErrImagePull}
 */
public record StartFailure(String reason, String message, BackOff backOff) {

    /** For how long the failure itself is shown before the wait for the next try is. */
    private static final Duration SHOWN = Duration.ofSeconds(5);

    public static final String IMAGE_PULL = "ErrImagePull";

    public Instant retryAt() {
        return backOff.since().plus(backOff.delay());
    }

    /** An image failure turns into a back-off that users see as a reason of its own. */
    public boolean showsBackOff(Instant now) {
        return reason.equals(IMAGE_PULL) && !now.isBefore(backOff.since().plus(SHOWN));
    }

    /** When the status of a Pod changes next because of this failure. */
    public Instant nextChange(Instant now) {
        return reason.equals(IMAGE_PULL) && !showsBackOff(now)
                ? backOff.since().plus(SHOWN)
                : retryAt();
    }
}
