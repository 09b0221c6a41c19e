package dev.kaptan.agent.plan;

import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodFacts;
import dev.kaptan.runtime.Sandbox;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Plans the next steps for one Pod. */
public final class PodPlanner {

    private PodPlanner() {}

    public static PodPlan plan(PodView view) {
        return switch (view.fate()) {
            case Fate.Deleted(var grace) -> Ending.ofDeleted(view, grace);
            case Fate.Ended(var grace) -> PodPlan.of(Ending.stopAll(view, grace));
            case Fate.Overdue(var grace) -> PodPlan.of(Ending.stopAll(view, grace));
            case Fate.Runs runs -> running(view, runs);
        };
    }

    private static PodPlan running(PodView view, Fate.Runs runs) {
        var latest = view.observed().latestSandbox();
        if (latest != null && usable(latest, view)) {
            return inSandbox(view, latest, runs);
        }
        return freshSandbox(view, latest, runs);
    }

    /** A sandbox without an address cannot be joined by anybody. */
    private static boolean usable(Sandbox sandbox, PodView view) {
        return sandbox.running() && (PodFacts.hostNetwork(view.pod()) || sandbox.ip() != null);
    }

    private static PodPlan ended(PodView view) {
        return PodPlan.of(Ending.stopAll(view, PodFacts.grace(view.pod())));
    }

    private static PodPlan freshSandbox(PodView view, @Nullable Sandbox lost, Fate.Runs runs) {
        var containers = new ContainerSteps(view, null);
        if (forbidsAnotherSandbox(view, lost) || !hasWork(view) || !containers.addAll()) {
            return ended(view);
        }
        var steps = new ArrayList<Step>();
        if (lost != null) {
            steps.add(new Step.AnnounceSandboxChange());
            steps.addAll(Ending.kill(view, PodFacts.grace(view.pod())));
        }
        view.observed().sandboxes().forEach(old -> steps.add(new Step.StopSandbox(old.id())));
        steps.add(new Step.PrepareVolumes());
        steps.add(new Step.CreateSandbox(lost == null ? 0 : lost.attempt() + 1));
        steps.addAll(containers.steps());
        return new PodPlan(steps, containers.held(), containers.again(runs.endsAt()));
    }

    /** Sidecars and init containers alone are no reason for a sandbox. */
    private static boolean hasWork(PodView view) {
        return PodContainer.mains(view.pod()).stream()
                .anyMatch(main ->
                        !(ContainerVerdict.of(main, view, null) instanceof ContainerVerdict.Leave));
    }

    /** A Pod that never restarts does not start over in a new sandbox. */
    private static boolean forbidsAnotherSandbox(PodView view, @Nullable Sandbox lost) {
        return lost != null
                && "Never".equals(view.pod().getSpec().getRestartPolicy())
                && !view.observed().containers().isEmpty();
    }

    private static PodPlan inSandbox(PodView view, Sandbox sandbox, Fate.Runs runs) {
        var containers = new ContainerSteps(view, sandbox.id());
        if (!containers.addAll()) {
            return ended(view);
        }
        var steps = new ArrayList<Step>(containers.steps());
        if (steps.stream().anyMatch(Step.Start.class::isInstance)) {
            steps.addFirst(new Step.PrepareVolumes());
        }
        steps.addAll(Leftovers.of(view));
        return new PodPlan(steps, containers.held(), containers.again(runs.endsAt()));
    }

    /** The steps for what remains of a Pod whose object is gone. */
    public static List<Step> planOrphan(ObservedPod observed) {
        return Ending.ofOrphan(observed);
    }
}
