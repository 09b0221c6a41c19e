package dev.kaptan.agent.status;

import dev.kaptan.agent.plan.Health;
import dev.kaptan.agent.plan.ObservedPod;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodContainer.Role;
import dev.kaptan.runtime.Container;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Makes the status of each container of a Pod. */
final class ContainerStatuses {
    private final StatusInput input;
    private final ContainerStates states;

    ContainerStatuses(StatusInput input) {
        this.input = input;
        this.states = new ContainerStates(input);
    }

    List<ContainerStatus> of(List<PodContainer> containers) {
        return containers.stream().map(this::of).toList();
    }

    private ContainerStatus of(PodContainer container) {
        var runs = input.view().observed().runs(container.name());
        var latest = runs.isEmpty() ? null : runs.getFirst();
        var status =
                new ContainerStatusBuilder()
                        .withName(container.name())
                        .withImage(container.image())
                        .withImageID("")
                        .withRestartCount(0)
                        .withReady(ready(container, latest))
                        .withStarted(started(container, latest))
                        .withState(states.now(container, latest))
                        .withLastState(last(container, runs));
        if (latest != null) {
            status.withImageID(latest.imageId())
                    .withContainerID(ContainerStates.id(latest))
                    .withRestartCount(latest.attempt());
        }
        return status.build();
    }

    /** How the run before this one ended; while waiting for the next one, how this one did. */
    private ContainerState last(PodContainer container, List<Container> runs) {
        var ended = states.waitsAfterExit(container, runs) ? runs : runs.stream().skip(1).toList();
        return ended.stream()
                .filter(run -> ObservedPod.exit(run) != null)
                .findFirst()
                .map(states::ended)
                .orElseGet(ContainerState::new);
    }

    private boolean started(PodContainer container, @Nullable Container latest) {
        return ObservedPod.isRunning(latest)
                && (container.spec().getStartupProbe() == null
                        || input.view().health(latest).startup() == Health.Verdict.SUCCESS);
    }

    private boolean ready(PodContainer container, @Nullable Container latest) {
        if (container.role() == Role.INIT) {
            var exit = ObservedPod.exit(latest);
            return exit != null && exit.exitCode() == 0;
        }
        return started(container, latest)
                && (container.spec().getReadinessProbe() == null
                        || input.view().health(latest).readiness() == Health.Verdict.SUCCESS);
    }
}
