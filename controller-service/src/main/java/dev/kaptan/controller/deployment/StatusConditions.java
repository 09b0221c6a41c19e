package dev.kaptan.controller.deployment;

import dev.kaptan.client.meta.Times;

import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;

/** Edits the conditions of a status that is being made. */
final class StatusConditions {
    private final DeploymentStatus status;
    private final String now;

    StatusConditions(DeploymentStatus status, Instant now) {
        this.status = status;
        this.now = Times.seconds(now);
    }

    static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    @Nullable DeploymentCondition find(String type) {
        for (var condition : status.getConditions()) {
            if (condition.getType().equals(type)) {
                return condition;
            }
        }
        return null;
    }

    void remove(String type) {
        var kept = new ArrayList<>(status.getConditions());
        kept.removeIf(condition -> condition.getType().equals(type));
        status.setConditions(kept);
    }

    /** Sets a condition; one of the same status and reason stays as it is, times included. */
    void set(String type, String value, @Nullable String reason, @Nullable String message) {
        var current = find(type);
        boolean same =
                current != null
                        && value.equals(current.getStatus())
                        && reason != null
                        && reason.equals(current.getReason());
        if (!same) {
            renew(type, value, reason, message);
        }
    }

    /** Sets a condition with a new update time in any case: there was progress. */
    void renew(String type, String value, @Nullable String reason, @Nullable String message) {
        var current = find(type);
        var since =
                current != null && value.equals(current.getStatus())
                        ? current.getLastTransitionTime()
                        : now;
        remove(type);
        status.getConditions()
                .add(new DeploymentCondition(since, now, message, reason, value, type));
    }
}
