package dev.kaptan.agent.worker;

import dev.kaptan.agent.plan.PodPlan;
import dev.kaptan.agent.plan.StartFailure;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodFacts;

import io.fabric8.kubernetes.api.model.Pod;

/** What a {@code BackOff} event says. */
final class BackOffText {

    private BackOffText() {}

    /** Empty if the wait is not worth an event: the failure itself was told already. */
    static String of(Pod pod, PodPlan.Held held, PodMemory memory) {
        var failure = memory.failures().get(held.container());
        if (failure == null) {
            return "Back-off restarting failed container %s in pod %s"
                    .formatted(held.container(), PodFacts.format(pod));
        }
        var container = PodContainer.named(pod, held.container());
        return container != null && failure.reason().equals(StartFailure.IMAGE_PULL)
                ? "Back-off pulling image \"%s\"".formatted(container.image())
                : "";
    }
}
