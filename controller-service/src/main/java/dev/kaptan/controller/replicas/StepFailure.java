package dev.kaptan.controller.replicas;

import dev.kaptan.client.meta.Condition;

/**
 * A step that did not succeed as a whole.
 *
 * @param reason {@code FailedCreate} or {@code FailedDelete}
 */
record StepFailure(String reason, RuntimeException cause) {

    Condition condition(String now) {
        return new Condition(ReplicaStatus.FAILURE, "True", reason, cause.getMessage(), now);
    }
}
