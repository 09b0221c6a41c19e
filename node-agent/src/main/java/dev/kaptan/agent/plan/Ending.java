package dev.kaptan.agent.plan;

import dev.kaptan.agent.spec.ContainerLabels;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodContainer.Role;
import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.Sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Plans the end of a Pod: its containers, then its sidecars in reverse order, then its sandbox. */
final class Ending {
    private static final Duration ORPHAN_GRACE = Duration.ofSeconds(30);

    private Ending() {}

    /** Everything ends; the object goes once nothing of the Pod runs. */
    static PodPlan ofDeleted(PodView view, Duration grace) {
        var steps = new ArrayList<>(stopAll(view, grace));
        steps.add(new Step.DeleteObject());
        return PodPlan.of(steps);
    }

    /** Nothing may run any more; what ended stays, for its logs. */
    static List<Step> stopAll(PodView view, Duration grace) {
        var steps = new ArrayList<>(kill(view, grace));
        view.observed().sandboxes().stream()
                .filter(Sandbox::running)
                .map(sandbox -> new Step.StopSandbox(sandbox.id()))
                .forEach(steps::add);
        return steps;
    }

    static List<Step> kill(PodView view, Duration grace) {
        var sidecars =
                PodContainer.inits(view.pod()).stream()
                        .filter(init -> init.role() == Role.SIDECAR)
                        .map(PodContainer::name)
                        .toList();
        var running = view.observed().running();
        var steps = new ArrayList<Step>();
        addKill(steps, running.stream().filter(c -> !sidecars.contains(c.name())).toList(), grace);
        for (var sidecar : sidecars.reversed()) {
            addKill(steps, running.stream().filter(c -> c.name().equals(sidecar)).toList(), grace);
        }
        return steps;
    }

    private static void addKill(List<Step> steps, List<Container> containers, Duration grace) {
        if (!containers.isEmpty()) {
            steps.add(
                    new Step.Kill(
                            containers.stream()
                                    .map(c -> new Step.Target(c, grace, stopping(c)))
                                    .toList()));
        }
    }

    private static String stopping(Container container) {
        return "Stopping container " + container.name();
    }

    static List<Step> ofOrphan(ObservedPod observed) {
        var steps = new ArrayList<Step>();
        var targets =
                observed.running().stream()
                        .map(c -> new Step.Target(c, orphanGrace(c), stopping(c)))
                        .toList();
        if (!targets.isEmpty()) {
            steps.add(new Step.Kill(targets));
        }
        observed.sandboxes().forEach(sandbox -> steps.add(new Step.StopSandbox(sandbox.id())));
        observed.containers().forEach(c -> steps.add(new Step.RemoveContainer(c.id())));
        observed.sandboxes().forEach(sandbox -> steps.add(new Step.RemoveSandbox(sandbox.id())));
        steps.add(new Step.RemoveVolumes());
        return steps;
    }

    /** The grace period that the Pod had when its container was made. */
    private static Duration orphanGrace(Container container) {
        var seconds = container.labels().get(ContainerLabels.GRACE_SECONDS);
        return seconds == null ? ORPHAN_GRACE : Duration.ofSeconds(Long.parseLong(seconds));
    }
}
