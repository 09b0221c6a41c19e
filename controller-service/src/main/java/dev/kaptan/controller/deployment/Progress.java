package dev.kaptan.controller.deployment;

import dev.kaptan.client.meta.Times;

import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** Says in the {@code Progressing} and {@code ReplicaFailure} conditions how a rollout goes. */
final class Progress {
    static final String PROGRESSING = "Progressing";
    static final String REPLICA_FAILURE = "ReplicaFailure";
    static final String COMPLETE = "NewReplicaSetAvailable";
    static final String TIMED_OUT = "ProgressDeadlineExceeded";
    static final String PAUSED = "DeploymentPaused";

    private final Rollout rollout;
    private final DeploymentStatus before;
    private final DeploymentStatus after;
    private final StatusConditions conditions;

    Progress(Rollout rollout, DeploymentStatus before, DeploymentStatus after) {
        this.rollout = rollout;
        this.before = before;
        this.after = after;
        conditions = new StatusConditions(after, rollout.now());
    }

    /** Sets the conditions of a rollout that is under way or done. */
    void describe() {
        if (deadline() == null) {
            conditions.remove(PROGRESSING);
        } else if (!known()) {
            judge(conditions.find(PROGRESSING));
        }
        failures();
    }

    private boolean known() {
        var current = conditions.find(PROGRESSING);
        return after.getReplicas().equals(after.getUpdatedReplicas())
                && current != null
                && COMPLETE.equals(current.getReason());
    }

    private void judge(@Nullable DeploymentCondition current) {
        if (complete(rollout, after)) {
            conditions.set(PROGRESSING, "True", COMPLETE, subject("has successfully progressed."));
        } else if (moved()) {
            conditions.renew(PROGRESSING, "True", "ReplicaSetUpdated", subject("is progressing."));
        } else if (timedOut(current)) {
            conditions.set(PROGRESSING, "False", TIMED_OUT, subject("has timed out progressing."));
        }
    }

    private String subject(String what) {
        var newest = rollout.newest();
        return newest == null
                ? "Deployment \"" + rollout.name() + "\" " + what
                : "ReplicaSet \"" + newest.getMetadata().getName() + "\" " + what;
    }

    /** Whether all Pods are of the newest revision and available, and the controller knows it. */
    static boolean complete(Rollout rollout, DeploymentStatus status) {
        Long generation = rollout.deployment().getMetadata().getGeneration();
        return StatusConditions.count(status.getUpdatedReplicas()) == rollout.desired()
                && StatusConditions.count(status.getReplicas()) == rollout.desired()
                && StatusConditions.count(status.getAvailableReplicas()) == rollout.desired()
                && status.getObservedGeneration() != null
                && status.getObservedGeneration() >= (generation == null ? 0 : generation);
    }

    private boolean moved() {
        int oldBefore = count(before.getReplicas()) - count(before.getUpdatedReplicas());
        int oldAfter = count(after.getReplicas()) - count(after.getUpdatedReplicas());
        return count(after.getUpdatedReplicas()) > count(before.getUpdatedReplicas())
                || oldAfter < oldBefore
                || count(after.getReadyReplicas()) > count(before.getReadyReplicas())
                || count(after.getAvailableReplicas()) > count(before.getAvailableReplicas());
    }

    private static int count(@Nullable Integer number) {
        return StatusConditions.count(number);
    }

    private boolean timedOut(@Nullable DeploymentCondition current) {
        if (current == null || COMPLETE.equals(current.getReason())) {
            return false;
        }
        if (TIMED_OUT.equals(current.getReason())) {
            return true;
        }
        var at = deadlineAt(current);
        return at != null && at.isBefore(rollout.now());
    }

    private @Nullable Instant deadlineAt(DeploymentCondition current) {
        var since = Times.parse(current.getLastUpdateTime());
        var deadline = deadline();
        return since == null || deadline == null ? null : since.plus(deadline);
    }

    /** How long until a rollout that does not move has timed out, or null. */
    @Nullable Duration untilTimeout() {
        var current = conditions.find(PROGRESSING);
        if (current == null
                || complete(rollout, after)
                || TIMED_OUT.equals(current.getReason())
                || COMPLETE.equals(current.getReason())
                || PAUSED.equals(current.getReason())) {
            return null;
        }
        var at = deadlineAt(current);
        // A second more: the deadline is past only after the whole second it falls into.
        return at == null ? null : Duration.between(rollout.now(), at).plusSeconds(1);
    }

    private @Nullable Duration deadline() {
        return deadline(rollout);
    }

    static @Nullable Duration deadline(Rollout rollout) {
        var seconds = rollout.deployment().getSpec().getProgressDeadlineSeconds();
        return seconds == null || seconds == Integer.MAX_VALUE ? null : Duration.ofSeconds(seconds);
    }

    private void failures() {
        var failure = failure();
        if (failure == null) {
            conditions.remove(REPLICA_FAILURE);
        } else {
            conditions.set(
                    REPLICA_FAILURE,
                    failure.getStatus(),
                    failure.getReason(),
                    failure.getMessage());
        }
    }

    /** The newest revision's failure counts more than that of those which go away. */
    private @Nullable ReplicaSetCondition failure() {
        for (var set : rollout.all().reversed()) {
            if (set.getStatus() == null) {
                continue;
            }
            for (var condition : set.getStatus().getConditions()) {
                if (condition.getType().equals(REPLICA_FAILURE)) {
                    return condition;
                }
            }
        }
        return null;
    }
}
