package dev.kaptan.controller.deployment;

import dev.kaptan.client.meta.Owners;
import dev.kaptan.controller.pods.PodState;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

import java.util.List;

/** Ends all Pods of older revisions before the first one of the new. */
final class Recreate {
    private final Rollout rollout;
    private final Sizes sizes;

    Recreate(Rollout rollout) {
        this.rollout = rollout;
        sizes = new Sizes(rollout);
    }

    List<Step> plan() {
        var down =
                rollout.older().stream()
                        .filter(set -> Rollout.size(set) > 0)
                        .flatMap(set -> sizes.scale(set, 0).stream())
                        .toList();
        if (!down.isEmpty() || olderPodsRun()) {
            return down;
        }
        var newest = rollout.newest();
        if (newest == null) {
            return List.of(new Step.Create(Revision.create(rollout, rollout.desired())));
        }
        return Rollout.size(newest) == rollout.desired()
                ? List.of()
                : sizes.scale(newest, rollout.desired());
    }

    private boolean olderPodsRun() {
        return rollout.older().stream().anyMatch(set -> Rollout.observed(set) > 0)
                || rollout.pods().stream().anyMatch(this::isOlderAndRuns);
    }

    private boolean isOlderAndRuns(Pod pod) {
        ReplicaSet newest = rollout.newest();
        return (newest == null || !Owners.controls(newest, pod)) && !PodState.finished(pod);
    }
}
