package dev.kaptan.controller.pods;

import dev.kaptan.client.meta.Owners;
import dev.kaptan.client.meta.Times;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** What controllers ask of a Pod. */
public final class PodState {
    private PodState() {}

    /** The phase, {@code Pending} while the node agent has not reported one. */
    public static String phase(Pod pod) {
        var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return phase == null || phase.isEmpty() ? "Pending" : phase;
    }

    /** Whether all its containers have ended for good. */
    public static boolean finished(Pod pod) {
        return phase(pod).equals("Succeeded") || phase(pod).equals("Failed");
    }

    /** Whether it counts as a replica: neither finished nor on its way out. */
    public static boolean active(Pod pod) {
        return !finished(pod) && !Owners.terminating(pod);
    }

    /** Whether its {@code Ready} condition is true. */
    public static boolean ready(Pod pod) {
        var condition = condition(pod, "Ready");
        return condition != null && "True".equals(condition.getStatus());
    }

    /** Since when it has been ready, or null. */
    public static @Nullable Instant readySince(Pod pod) {
        var condition = condition(pod, "Ready");
        return condition != null && "True".equals(condition.getStatus())
                ? Times.parse(condition.getLastTransitionTime())
                : null;
    }

    /** When it becomes available if it stays ready, or null while it is not ready. */
    public static @Nullable Instant availableAt(Pod pod, int minReadySeconds) {
        if (!ready(pod)) {
            return null;
        }
        var since = readySince(pod);
        return since == null
                ? (minReadySeconds == 0 ? Instant.MIN : null)
                : since.plus(Duration.ofSeconds(minReadySeconds));
    }

    /** Whether it has been ready for long enough. */
    public static boolean available(Pod pod, int minReadySeconds, Instant now) {
        if (minReadySeconds == 0) {
            return ready(pod);
        }
        var at = availableAt(pod, minReadySeconds);
        return at != null && !at.isAfter(now);
    }

    /** The condition of a type, or null. */
    public static @Nullable PodCondition condition(Pod pod, String type) {
        if (pod.getStatus() == null) {
            return null;
        }
        for (var condition : pod.getStatus().getConditions()) {
            if (condition.getType().equals(type)) {
                return condition;
            }
        }
        return null;
    }
}
