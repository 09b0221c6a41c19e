package dev.kaptan.controller.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/** Tells in a Pod's conditions that the cluster, and not its program, ends it (KEP-3329). */
public final class DisruptionTarget {
    private DisruptionTarget() {}

    /** Writes the condition. */
    public static void mark(
            KubernetesClient client, Pod pod, String reason, String message, String now) {
        client.resource(with(pod, condition(reason, message, now), null)).updateStatus();
    }

    /** Writes the condition and the phase Failed: nobody else is left who could. */
    public static void fail(
            KubernetesClient client, Pod pod, String reason, String message, String now) {
        client.resource(with(pod, condition(reason, message, now), "Failed")).updateStatus();
    }

    private static PodCondition condition(String reason, String message, String now) {
        return new PodConditionBuilder()
                .withType("DisruptionTarget")
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(now)
                .build();
    }

    private static Pod with(Pod pod, PodCondition condition, @Nullable String phase) {
        var conditions = new ArrayList<PodCondition>();
        if (pod.getStatus() != null) {
            conditions.addAll(pod.getStatus().getConditions());
        }
        conditions.removeIf(each -> each.getType().equals(condition.getType()));
        conditions.add(condition);
        return new PodBuilder(pod)
                .editOrNewStatus()
                .withPhase(phase == null ? PodState.phase(pod) : phase)
                .withConditions(conditions)
                .endStatus()
                .build();
    }
}
