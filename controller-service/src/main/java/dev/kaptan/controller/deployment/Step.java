package dev.kaptan.controller.deployment;

import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

/** One write of a rollout. */
sealed interface Step {
    /** Makes the ReplicaSet of a new revision. */
    record Create(ReplicaSet set) implements Step {}

    /** Replaces annotations or {@code minReadySeconds} of a ReplicaSet. */
    record Update(ReplicaSet set) implements Step {}

    /**
     * Changes the size of a ReplicaSet.
     *
     * @param set with the new size
     * @param from the size before
     */
    record Scale(ReplicaSet set, int from) implements Step {}

    /** Deletes a ReplicaSet that history no longer needs. */
    record Delete(ReplicaSet set) implements Step {}

    /** Writes the revision annotation of the Deployment. */
    record SetRevision(String revision) implements Step {}

    /** Writes the status of the Deployment. */
    record SetStatus(DeploymentStatus status) implements Step {}
}
