package dev.kaptan.controller.tainteviction;

import dev.kaptan.client.meta.Times;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** When a Pod has to leave its Node because of taints. Pure. */
final class Eviction {
    private Eviction() {}

    /** The moment, which may be past, or null when it may stay for ever. */
    static @Nullable Instant dueAt(Pod pod, List<Taint> taints, Instant now) {
        var noExecute =
                taints.stream().filter(taint -> "NoExecute".equals(taint.getEffect())).toList();
        Instant earliest = null;
        for (var taint : noExecute) {
            var tolerating =
                    pod.getSpec().getTolerations().stream()
                            .filter(toleration -> tolerates(toleration, taint))
                            .toList();
            if (tolerating.isEmpty()) {
                return now;
            }
            var due = leaveAt(tolerating, taint, now);
            if (due != null && (earliest == null || due.isBefore(earliest))) {
                earliest = due;
            }
        }
        return earliest;
    }

    /** The shortest of the tolerations counts, from the moment at which the taint was set. */
    private static @Nullable Instant leaveAt(
            List<Toleration> tolerating, Taint taint, Instant now) {
        var since = Times.parse(taint.getTimeAdded());
        return tolerating.stream()
                .map(Toleration::getTolerationSeconds)
                .filter(Objects::nonNull)
                .min(Long::compare)
                .map(seconds -> Duration.ofSeconds(Math.max(0, seconds)))
                .map(time -> (since == null ? now : since).plus(time))
                .orElse(null);
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        return (isEmpty(toleration.getEffect()) || toleration.getEffect().equals(taint.getEffect()))
                && (isEmpty(toleration.getKey()) || toleration.getKey().equals(taint.getKey()))
                && valueMatches(toleration, taint);
    }

    private static boolean valueMatches(Toleration toleration, Taint taint) {
        if ("Exists".equals(toleration.getOperator())) {
            return true;
        }
        return !isEmpty(toleration.getKey())
                && text(toleration.getValue()).equals(text(taint.getValue()));
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
