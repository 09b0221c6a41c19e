package dev.kaptan.agent.status;

import dev.kaptan.agent.plan.Fate;
import dev.kaptan.agent.plan.ObservedPod;
import dev.kaptan.agent.plan.PodPlan;
import dev.kaptan.agent.plan.StartFailure;
import dev.kaptan.agent.spec.GoDuration;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodContainer.Role;
import dev.kaptan.agent.spec.PodFacts;
import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerState.Exited;
import dev.kaptan.runtime.ContainerState.Running;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Makes the state of a container: waiting, running or terminated, in upstream's words. */
final class ContainerStates {
    private static final int KILLED = 137;

    private final StatusInput input;

    ContainerStates(StatusInput input) {
        this.input = input;
    }

    static String id(Container container) {
        return "docker://" + container.id();
    }

    ContainerState now(PodContainer container, @Nullable Container latest) {
        var held = input.held(container.name());
        if (held != null) {
            return held(container, held);
        }
        if (latest != null && latest.state() instanceof Running(var startedAt)) {
            return new ContainerStateBuilder()
                    .withNewRunning()
                    .withStartedAt(Times.seconds(startedAt))
                    .endRunning()
                    .build();
        }
        if (latest != null && latest.state() instanceof Exited) {
            return ended(latest);
        }
        return endedUnseen() ? unknown() : notStarted(container);
    }

    /** A held container shows its wait; how it ended becomes its last state. */
    boolean waitsAfterExit(PodContainer container, List<Container> runs) {
        return input.held(container.name()) != null
                && !runs.isEmpty()
                && ObservedPod.exit(runs.getFirst()) != null;
    }

    ContainerState ended(Container container) {
        var exit = (Exited) container.state();
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withContainerID(id(container))
                .withExitCode(exit.exitCode())
                .withSignal(exit.signal())
                .withReason(reason(exit))
                .withMessage(message(container, exit))
                .withStartedAt(Times.seconds(exit.startedAt()))
                .withFinishedAt(Times.seconds(exit.finishedAt()))
                .endTerminated()
                .build();
    }

    private static String reason(Exited exit) {
        return switch (exit.cause()) {
            case OUT_OF_MEMORY -> "OOMKilled";
            case START_FAILED -> "StartError";
            case ENDED -> exit.exitCode() == 0 ? "Completed" : "Error";
        };
    }

    private @Nullable String message(Container container, Exited exit) {
        var written = input.messages().get(container.id());
        if (written != null && !written.isEmpty()) {
            return written;
        }
        return exit.message().isEmpty() ? null : exit.message();
    }

    private ContainerState held(PodContainer container, PodPlan.Held held) {
        var failure = input.view().failures().get(container.name());
        if (failure == null) {
            return waiting(
                    "CrashLoopBackOff",
                    "back-off %s restarting failed container=%s pod=%s"
                            .formatted(
                                    GoDuration.format(held.backOff().delay()),
                                    container.name(),
                                    PodFacts.format(input.view().pod())));
        }
        return failure.showsBackOff(input.view().now())
                ? waiting("ImagePullBackOff", pullBackOff(container, failure))
                : waiting(failure.reason(), failure.message());
    }

    private static String pullBackOff(PodContainer container, StartFailure failure) {
        return "Back-off pulling image \"%s\": %s: %s"
                .formatted(container.image(), failure.reason(), failure.message());
    }

    private ContainerState notStarted(PodContainer container) {
        boolean afterInit =
                container.role() == Role.MAIN
                        && !input.view().pod().getSpec().getInitContainers().isEmpty();
        return waiting(
                afterInit || container.role() != Role.MAIN
                        ? "PodInitializing"
                        : "ContainerCreating",
                null);
    }

    /** The Pod has ended, and nobody saw this container do so. */
    private boolean endedUnseen() {
        return !(input.view().fate() instanceof Fate.Runs)
                && !input.view().observed().runsAnything();
    }

    private static ContainerState unknown() {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(KILLED)
                .withReason("ContainerStatusUnknown")
                .withMessage("The container could not be located when the pod was terminated")
                .endTerminated()
                .build();
    }

    private static ContainerState waiting(String reason, @Nullable String message) {
        return new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .build();
    }
}
