package dev.kaptan.controller.deployment;

import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Computes the status of a Deployment out of those of its ReplicaSets. */
final class StatusPlanner {
    private StatusPlanner() {}

    /** A status with counts and {@code Available}; the other conditions as they were. */
    static DeploymentStatus counts(Rollout rollout) {
        var before = before(rollout);
        var status = new DeploymentStatus();
        int available = Rollout.available(rollout.all());
        int total = rollout.all().stream().mapToInt(Rollout::observed).sum();
        status.setObservedGeneration(rollout.deployment().getMetadata().getGeneration());
        status.setReplicas(total);
        status.setUpdatedReplicas(
                rollout.newest() == null ? 0 : Rollout.observed(rollout.newest()));
        status.setReadyReplicas(sum(rollout.all(), ReplicaSetStatus::getReadyReplicas));
        status.setAvailableReplicas(available);
        status.setUnavailableReplicas(Math.max(0, Rollout.size(rollout.all()) - available));
        status.setTerminatingReplicas(sum(rollout.all(), ReplicaSetStatus::getTerminatingReplicas));
        status.setCollisionCount(before.getCollisionCount());
        status.setConditions(new ArrayList<>(before.getConditions()));
        availability(rollout, status, available);
        return status;
    }

    static DeploymentStatus before(Rollout rollout) {
        var status = rollout.deployment().getStatus();
        return status == null ? new DeploymentStatus() : status;
    }

    private static void availability(Rollout rollout, DeploymentStatus status, int available) {
        var conditions = new StatusConditions(status, rollout.now());
        if (available >= rollout.desired() - rollout.bounds().unavailable()) {
            conditions.set(
                    "Available",
                    "True",
                    "MinimumReplicasAvailable",
                    "Deployment has minimum availability.");
        } else {
            conditions.set(
                    "Available",
                    "False",
                    "MinimumReplicasUnavailable",
                    "Deployment does not have minimum availability.");
        }
    }

    private static int sum(
            List<ReplicaSet> sets, Function<ReplicaSetStatus, @Nullable Integer> count) {
        return sets.stream()
                .map(ReplicaSet::getStatus)
                .filter(status -> status != null)
                .mapToInt(status -> StatusConditions.count(count.apply(status)))
                .sum();
    }

    /** Whether writing the second over the first would change anything. */
    static boolean differ(DeploymentStatus before, DeploymentStatus after) {
        return !normalized(before).equals(normalized(after));
    }

    /** Zero and absent are the same on the wire. */
    private static List<Object> normalized(DeploymentStatus status) {
        return List.of(
                status.getObservedGeneration() == null ? 0L : status.getObservedGeneration(),
                StatusConditions.count(status.getReplicas()),
                StatusConditions.count(status.getUpdatedReplicas()),
                StatusConditions.count(status.getReadyReplicas()),
                StatusConditions.count(status.getAvailableReplicas()),
                StatusConditions.count(status.getUnavailableReplicas()),
                StatusConditions.count(status.getTerminatingReplicas()),
                StatusConditions.count(status.getCollisionCount()),
                status.getConditions());
    }
}
