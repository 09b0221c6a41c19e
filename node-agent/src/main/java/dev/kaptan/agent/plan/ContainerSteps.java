package dev.kaptan.agent.plan;

import dev.kaptan.agent.spec.PodContainer;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects what the containers of a Pod need in a sandbox that is there, or about to be. */
final class ContainerSteps {
    private final PodView view;
    private final @Nullable String sandbox;
    private final List<Step> steps = new ArrayList<>();
    private final List<PodPlan.Held> held = new ArrayList<>();
    private int kept;

    /**
     * @param sandbox where they must run; null for one that is still to be made
     */
    ContainerSteps(PodView view, @Nullable String sandbox) {
        this.view = view;
        this.sandbox = sandbox;
    }

    /** Returns false if the Pod is through: nothing runs, and nothing will run again. */
    boolean addAll() {
        var init = InitPlan.of(view, sandbox);
        if (init.failed()) {
            return false;
        }
        init.wanted().forEach(this::add);
        if (!init.initialized()) {
            return true;
        }
        int before = kept + held.size() + steps.size();
        PodContainer.mains(view.pod()).forEach(this::add);
        return kept + held.size() + steps.size() > before;
    }

    private void add(PodContainer wanted) {
        switch (ContainerVerdict.of(wanted, view, sandbox)) {
            case ContainerVerdict.Leave(boolean running) -> kept += running ? 1 : 0;
            case ContainerVerdict.Start start -> start(wanted, start);
            case ContainerVerdict.Wait(var backOff, var until) ->
                    held.add(new PodPlan.Held(wanted.name(), backOff, until));
            case ContainerVerdict.End end -> end(wanted, end);
        }
    }

    private void start(PodContainer wanted, ContainerVerdict.Start start) {
        if (start.leftover() != null) {
            steps.add(new Step.RemoveContainer(start.leftover().id()));
        }
        steps.add(new Step.Start(wanted.name(), start.attempt()));
    }

    private void end(PodContainer wanted, ContainerVerdict.End end) {
        steps.add(
                new Step.Kill(
                        List.of(new Step.Target(end.container(), end.grace(), end.message()))));
        if (end.restart()) {
            steps.add(new Step.Start(wanted.name(), end.container().attempt() + 1));
        }
    }

    List<Step> steps() {
        return steps;
    }

    List<PodPlan.Held> held() {
        return held;
    }

    Instant again(Instant deadline) {
        return held.stream()
                .map(PodPlan.Held::until)
                .reduce(deadline, (a, b) -> a.isBefore(b) ? a : b);
    }
}
