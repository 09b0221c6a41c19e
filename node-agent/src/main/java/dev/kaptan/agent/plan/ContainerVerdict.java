package dev.kaptan.agent.plan;

import dev.kaptan.agent.spec.ContainerLabels;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodFacts;
import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerState.Created;
import dev.kaptan.runtime.ContainerState.Exited;
import dev.kaptan.runtime.ContainerState.Running;

import io.fabric8.kubernetes.api.model.Probe;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** What must happen to one container of a Pod that may run. */
sealed interface ContainerVerdict {

    /** It runs as it should, or has ended for good. */
    record Leave(boolean running) implements ContainerVerdict {}

    /** It must be started. {@code leftover} was created but never started, and goes first. */
    record Start(int attempt, @Nullable Container leftover) implements ContainerVerdict {}

    /** It must be started, but not before its back-off has passed. */
    record Wait(BackOff backOff, Instant until) implements ContainerVerdict {}

    /** It runs and must be ended, to be started again if {@code restart}. */
    record End(Container container, String message, Duration grace, boolean restart)
            implements ContainerVerdict {}

    /**
     * @param sandbox where it must run; null for one that is still to be made
     */
    static ContainerVerdict of(PodContainer wanted, PodView view, @Nullable String sandbox) {
        var latest = view.observed().latest(wanted.name());
        if (latest == null) {
            return startUnlessHeld(wanted, 0, null, view);
        }
        return latest.sandboxId().equals(sandbox)
                ? inSandbox(wanted, latest, view)
                : ofLost(wanted, latest, view);
    }

    /** Its sandbox is gone, and it with it: what was not finished starts anew. */
    private static ContainerVerdict ofLost(PodContainer wanted, Container latest, PodView view) {
        return switch (latest.state()) {
            case Created() -> startUnlessHeld(wanted, latest.attempt(), latest, view);
            case Exited exited when wanted.role() == PodContainer.Role.MAIN ->
                    wanted.restartsAfter(exited.exitCode())
                            ? afterExit(wanted, latest, exited, view)
                            : new Leave(false);
            case Exited exited -> startUnlessHeld(wanted, latest.attempt() + 1, null, view);
            case Running running ->
                    wanted.restartPolicy() == PodContainer.RestartPolicy.NEVER
                            ? new Leave(false)
                            : startUnlessHeld(wanted, latest.attempt() + 1, null, view);
        };
    }

    private static ContainerVerdict inSandbox(PodContainer wanted, Container latest, PodView view) {
        return switch (latest.state()) {
            case Created() -> startUnlessHeld(wanted, latest.attempt(), latest, view);
            case Running running -> ofRunning(wanted, latest, view);
            case Exited exited ->
                    wanted.restartsAfter(exited.exitCode())
                            ? afterExit(wanted, latest, exited, view)
                            : new Leave(false);
        };
    }

    private static ContainerVerdict afterExit(
            PodContainer wanted, Container latest, Exited exited, PodView view) {
        var backOff = view.backOffs().get(wanted.name());
        if (backOff != null && view.now().isBefore(backOff.until(exited.finishedAt()))) {
            return new Wait(backOff, backOff.until(exited.finishedAt()));
        }
        return startUnlessHeld(wanted, latest.attempt() + 1, null, view);
    }

    private static ContainerVerdict startUnlessHeld(
            PodContainer wanted, int attempt, @Nullable Container leftover, PodView view) {
        var failure = view.failures().get(wanted.name());
        return failure != null && view.now().isBefore(failure.retryAt())
                ? new Wait(failure.backOff(), failure.nextChange(view.now()))
                : new Start(attempt, leftover);
    }

    private static ContainerVerdict ofRunning(
            PodContainer wanted, Container running, PodView view) {
        var grace = PodFacts.grace(view.pod());
        if (!wanted.hash().equals(running.labels().get(ContainerLabels.HASH))) {
            return end(running, grace, "Container %s definition changed", true);
        }
        var health = view.health(running);
        boolean restart = wanted.restartPolicy() != PodContainer.RestartPolicy.NEVER;
        if (wanted.spec().getLivenessProbe() != null
                && health.liveness() == Health.Verdict.FAILURE) {
            var probeGrace = grace(wanted.spec().getLivenessProbe(), grace);
            return end(running, probeGrace, "Container %s failed liveness probe", restart);
        }
        if (wanted.spec().getStartupProbe() != null && health.startup() == Health.Verdict.FAILURE) {
            var probeGrace = grace(wanted.spec().getStartupProbe(), grace);
            return end(running, probeGrace, "Container %s failed startup probe", restart);
        }
        return new Leave(true);
    }

    private static End end(Container running, Duration grace, String why, boolean restart) {
        var message = why.formatted(running.name()) + (restart ? ", will be restarted" : "");
        return new End(running, message, grace, restart);
    }

    private static Duration grace(Probe probe, Duration podGrace) {
        var seconds = probe.getTerminationGracePeriodSeconds();
        return seconds == null ? podGrace : Duration.ofSeconds(seconds);
    }
}
