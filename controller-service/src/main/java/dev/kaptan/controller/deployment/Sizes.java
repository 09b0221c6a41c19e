package dev.kaptan.controller.deployment;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Turns a wanted size of a ReplicaSet into a step. */
final class Sizes {
    private final Rollout rollout;

    Sizes(Rollout rollout) {
        this.rollout = rollout;
    }

    /**
     * The step that gives the set that size and notes what the Deployment wanted; none if it has.
     */
    List<Step> scale(ReplicaSet set, int size) {
        int desired = rollout.desired();
        int max = desired + rollout.bounds().surge();
        var annotations = Annotations.withSizes(Annotations.of(set), desired, max);
        boolean resize = Rollout.size(set) != size;
        if (!resize && annotations.equals(Annotations.of(set))) {
            return List.of();
        }
        var changed =
                new ReplicaSetBuilder(set)
                        .editMetadata()
                        .withAnnotations(new HashMap<>(annotations))
                        .endMetadata()
                        .editSpec()
                        .withReplicas(size)
                        .endSpec()
                        .build();
        return List.of(
                resize ? new Step.Scale(changed, Rollout.size(set)) : new Step.Update(changed));
    }

    /** How large the newest set may be now. */
    int newestAllowed() {
        int current = Optional.ofNullable(rollout.newest()).map(Rollout::size).orElse(0);
        int desired = rollout.desired();
        if (!Bounds.isRolling(rollout.deployment().getSpec())) {
            return desired;
        }
        int room = desired + rollout.bounds().surge() - Rollout.size(rollout.all());
        return room <= 0 ? current : current + Math.min(room, desired - current);
    }
}
