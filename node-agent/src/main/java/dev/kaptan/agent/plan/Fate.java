package dev.kaptan.agent.plan;

import dev.kaptan.agent.spec.PodFacts;

import io.fabric8.kubernetes.api.model.Pod;

import java.time.Duration;
import java.time.Instant;

/** Whether a Pod may still run. */
public sealed interface Fate {

    /** It may; if {@code endsAt} is not {@link Instant#MAX} then no longer than that. */
    record Runs(Instant endsAt) implements Fate {}

    /** It was deleted and must end within the grace period; then its object goes too. */
    record Deleted(Duration grace) implements Fate {}

    /** It is Succeeded or Failed already, and nothing of it may run again. */
    record Ended(Duration grace) implements Fate {}

    /** It outlived its {@code activeDeadlineSeconds}. */
    record Overdue(Duration grace) implements Fate {}

    static Fate of(Pod pod, Instant now) {
        var grace = PodFacts.grace(pod);
        if (PodFacts.deleted(pod)) {
            return new Deleted(grace);
        }
        if (PodFacts.terminal(pod)) {
            return new Ended(grace);
        }
        var endsAt = deadline(pod);
        return now.isBefore(endsAt) ? new Runs(endsAt) : new Overdue(grace);
    }

    private static Instant deadline(Pod pod) {
        var seconds = pod.getSpec().getActiveDeadlineSeconds();
        var start = PodFacts.startTime(pod);
        return seconds == null || start == null ? Instant.MAX : start.plusSeconds(seconds);
    }
}
