package dev.kaptan.agent.plan;

import dev.kaptan.runtime.Container;

import java.util.ArrayList;
import java.util.List;

/**
 * Old runs that nobody needs: of each container the newest stays, and the one before it for {@code
 * kubectl logs --previous} and the last state.
 */
final class Leftovers {
    private static final int KEPT_RUNS = 2;

    private Leftovers() {}

    static List<Step> of(PodView view) {
        var steps = new ArrayList<Step>();
        view.observed().containers().stream()
                .map(Container::name)
                .distinct()
                .flatMap(name -> view.observed().runs(name).stream().skip(KEPT_RUNS))
                .filter(container -> !ObservedPod.isRunning(container))
                .forEach(container -> steps.add(new Step.RemoveContainer(container.id())));
        view.observed().sandboxes().stream()
                .skip(1)
                .filter(old ->
                        view.observed().containers().stream()
                                .noneMatch(c -> c.sandboxId().equals(old.id())))
                .forEach(sandbox -> {
                    steps.add(new Step.StopSandbox(sandbox.id()));
                    steps.add(new Step.RemoveSandbox(sandbox.id()));
                });
        return steps;
    }
}
