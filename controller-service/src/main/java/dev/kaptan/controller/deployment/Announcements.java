package dev.kaptan.controller.deployment;

import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

import java.util.List;

/** The {@code Progressing} condition at the turns of a rollout: begun, paused, resumed. */
final class Announcements {
    private Announcements() {}

    static void add(Rollout rollout, DeploymentStatus status, List<Step> steps) {
        if (Progress.deadline(rollout) == null) {
            return;
        }
        var conditions = new StatusConditions(status, rollout.now());
        pauses(rollout, conditions);
        for (var step : steps) {
            if (step instanceof Step.Create(ReplicaSet set)) {
                conditions.set(
                        Progress.PROGRESSING,
                        "True",
                        "NewReplicaSetCreated",
                        "Created new replica set \"" + set.getMetadata().getName() + "\"");
            }
        }
        found(rollout, conditions);
    }

    private static void pauses(Rollout rollout, StatusConditions conditions) {
        var current = conditions.find(Progress.PROGRESSING);
        if (current != null && Progress.TIMED_OUT.equals(current.getReason())) {
            return;
        }
        boolean noted = current != null && Progress.PAUSED.equals(current.getReason());
        if (rollout.paused() && !noted) {
            conditions.set(
                    Progress.PROGRESSING, "Unknown", Progress.PAUSED, "Deployment is paused");
        } else if (!rollout.paused() && noted) {
            conditions.set(
                    Progress.PROGRESSING, "Unknown", "DeploymentResumed", "Deployment is resumed");
        }
    }

    private static void found(Rollout rollout, StatusConditions conditions) {
        var newest = rollout.newest();
        if (newest != null && conditions.find(Progress.PROGRESSING) == null) {
            conditions.set(
                    Progress.PROGRESSING,
                    "True",
                    "FoundNewReplicaSet",
                    "Found new replica set \"" + newest.getMetadata().getName() + "\"");
        }
    }
}
