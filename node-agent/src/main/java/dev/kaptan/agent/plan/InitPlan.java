package dev.kaptan.agent.plan;

import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodContainer.Role;
import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Which init containers and sidecars are wanted now: in their order, each after the one before it
 * has succeeded (or, a sidecar, has started). Once a main container was created, all of them were
 * through, and only sidecars are kept alive.
 */
record InitPlan(List<PodContainer> wanted, boolean initialized, boolean failed) {

    /**
     * @param sandbox only what ran in it counts: a new sandbox is initialized anew
     */
    static InitPlan of(PodView view, @Nullable String sandbox) {
        var inits = PodContainer.inits(view.pod());
        var throughOnce =
                PodContainer.mains(view.pod()).stream()
                        .anyMatch(main -> view.observed().latest(main.name(), sandbox) != null);
        return throughOnce
                ? new InitPlan(inits.stream().filter(InitPlan::isSidecar).toList(), true, false)
                : inOrder(view, inits, sandbox);
    }

    private static InitPlan inOrder(
            PodView view, List<PodContainer> inits, @Nullable String sandbox) {
        var sidecars = new ArrayList<PodContainer>();
        for (var init : inits) {
            var latest = view.observed().latest(init.name(), sandbox);
            if (isSidecar(init)) {
                sidecars.add(init);
                if (!started(init, latest, view)) {
                    return new InitPlan(sidecars, false, false);
                }
            } else if (!succeeded(latest)) {
                return failedForGood(init, latest)
                        ? new InitPlan(List.of(), false, true)
                        : new InitPlan(plus(sidecars, init), false, false);
            }
        }
        return new InitPlan(sidecars, true, false);
    }

    private static boolean isSidecar(PodContainer init) {
        return init.role() == Role.SIDECAR;
    }

    private static boolean started(PodContainer sidecar, @Nullable Container latest, PodView view) {
        return ObservedPod.isRunning(latest)
                && (sidecar.spec().getStartupProbe() == null
                        || view.health(latest).startup() == Health.Verdict.SUCCESS);
    }

    private static boolean succeeded(@Nullable Container latest) {
        var exit = ObservedPod.exit(latest);
        return exit != null && exit.exitCode() == 0;
    }

    private static boolean failedForGood(PodContainer init, @Nullable Container latest) {
        return ObservedPod.exit(latest) instanceof ContainerState.Exited exit
                && !init.restartsAfter(exit.exitCode());
    }

    private static List<PodContainer> plus(List<PodContainer> sidecars, PodContainer init) {
        var wanted = new ArrayList<>(sidecars);
        wanted.add(init);
        return wanted;
    }
}
