package dev.kaptan.agent.worker;

import dev.kaptan.agent.action.Actions;
import dev.kaptan.agent.action.Outcome;
import dev.kaptan.agent.action.Target;
import dev.kaptan.agent.spec.PodContainer;

import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Pod;

import java.time.Duration;

/** Runs what a container wants to be run after its start and before its end. */
public final class Hooks {
    /** A post-start hook has no deadline of its own upstream; one that hangs must not hang all. */
    private static final Duration LONGEST_POST_START = Duration.ofMinutes(10);

    private final Actions actions;
    private final PodEvents events;

    public Hooks(Actions actions, PodEvents events) {
        this.actions = actions;
        this.events = events;
    }

    /** Returns whether the container may go on. */
    boolean postStart(Pod pod, Target target) {
        var lifecycle = target.container().spec().getLifecycle();
        if (lifecycle == null || lifecycle.getPostStart() == null) {
            return true;
        }
        var outcome = actions.run(lifecycle.getPostStart(), target, LONGEST_POST_START);
        if (!outcome.success()) {
            report(pod, target, lifecycle.getPostStart(), "FailedPostStartHook", outcome);
        }
        return outcome.success();
    }

    static boolean hasPreStop(PodContainer container) {
        var lifecycle = container.spec().getLifecycle();
        return lifecycle != null && lifecycle.getPreStop() != null;
    }

    /** Runs for no longer than the grace period. */
    void preStop(Pod pod, Target target, Duration grace) {
        var hook = target.container().spec().getLifecycle().getPreStop();
        var outcome = actions.run(hook, target, grace);
        if (!outcome.success()) {
            report(pod, target, hook, "FailedPreStopHook", outcome);
        }
    }

    private void report(
            Pod pod, Target target, LifecycleHandler hook, String reason, Outcome outcome) {
        var what =
                hook.getExec() == null
                        ? "Http lifecycle hook"
                        : "Exec lifecycle hook (%s)".formatted(hook.getExec().getCommand());
        var name = target.container().name();
        events.warning(
                pod,
                name,
                reason,
                "%s for Container \"%s\" in Pod \"%s_%s(%s)\" failed - error: %s"
                        .formatted(
                                what,
                                name,
                                pod.getMetadata().getName(),
                                pod.getMetadata().getNamespace(),
                                pod.getMetadata().getUid(),
                                outcome.message()));
    }
}
