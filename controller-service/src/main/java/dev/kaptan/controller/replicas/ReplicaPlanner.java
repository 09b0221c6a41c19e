package dev.kaptan.controller.replicas;

import dev.kaptan.client.meta.Condition;
import dev.kaptan.client.meta.Selectors;
import dev.kaptan.client.meta.Times;
import dev.kaptan.controller.pods.PodState;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Brings the Pods of an owner to the desired count. Pure: reads the snapshot, never the API. */
final class ReplicaPlanner {
    /** Upstream's BurstReplicas: a wrong template must not flood the server at once. */
    static final int BURST = 500;

    private ReplicaPlanner() {}

    /**
     * The next step.
     *
     * @param owned the owner's Pods
     * @param related the Pods of its sibling owners too: those of one Deployment spread together
     */
    static Step plan(ReplicaOwner owner, List<Pod> owned, List<Pod> related, Instant now) {
        if (owner.terminating()) {
            return new Step.Nothing();
        }
        var active = owned.stream().filter(PodState::active).toList();
        int missing = owner.replicas() - active.size();
        if (missing == 0) {
            return new Step.Nothing();
        }
        if (missing > 0) {
            return new Step.CreatePods(Math.min(missing, BURST));
        }
        var ranking = CheapestToLose.among(related, now);
        return new Step.DeletePods(
                active.stream().sorted(ranking).limit(Math.min(-missing, BURST)).toList());
    }

    /**
     * The status of the owner.
     *
     * @param failure why the last step failed, or null
     */
    static ReplicaStatus status(
            ReplicaOwner owner, List<Pod> owned, @Nullable StepFailure failure, Instant now) {
        var active = owned.stream().filter(PodState::active).toList();
        var labels =
                new LabelSelectorBuilder()
                        .withMatchLabels(owner.template().getMetadata().getLabels())
                        .build();
        return new ReplicaStatus(
                active.size(),
                count(active, pod -> Selectors.matches(labels, pod.getMetadata().getLabels())),
                count(active, PodState::ready),
                count(active, pod -> PodState.available(pod, owner.minReadySeconds(), now)),
                count(owned, pod -> !PodState.active(pod) && !PodState.finished(pod)),
                owner.generation(),
                conditions(owner.status().conditions(), failure, now));
    }

    private static int count(List<Pod> pods, java.util.function.Predicate<Pod> matching) {
        return (int) pods.stream().filter(matching).count();
    }

    private static List<Condition> conditions(
            List<Condition> before, @Nullable StepFailure failure, Instant now) {
        if (failure != null) {
            // The first failure's time and text stay, or every retry would write the status anew.
            return Condition.find(before, ReplicaStatus.FAILURE) != null
                    ? before
                    : Condition.set(before, failure.condition(Times.seconds(now)));
        }
        return before.stream().filter(each -> !each.type().equals(ReplicaStatus.FAILURE)).toList();
    }

    /** How long until the next ready Pod becomes available, or null when none is waiting. */
    static @Nullable Duration untilAvailable(ReplicaOwner owner, List<Pod> owned, Instant now) {
        if (owner.minReadySeconds() == 0) {
            return null;
        }
        return owned.stream()
                .filter(PodState::active)
                .map(pod -> PodState.availableAt(pod, owner.minReadySeconds()))
                .filter(Objects::nonNull)
                .filter(at -> at.isAfter(now))
                .min(Instant::compareTo)
                .map(at -> Duration.between(now, at))
                .orElse(null);
    }
}
