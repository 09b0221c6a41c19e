package dev.kaptan.agent.worker;

import dev.kaptan.agent.action.Target;
import dev.kaptan.agent.plan.Step;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerRuntime;

import io.fabric8.kubernetes.api.model.Pod;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Ends containers gracefully, several at a time. */
public final class ContainerKill {
    /** What is left for the signal after a pre-stop hook that used up the grace period. */
    private static final Duration LEAST_GRACE = Duration.ofSeconds(2);

    private final ContainerRuntime runtime;
    private final Hooks hooks;
    private final PodEvents events;
    private final ExecutorService threads;
    private final InstantSource clock;

    public ContainerKill(
            ContainerRuntime runtime,
            Hooks hooks,
            PodEvents events,
            ExecutorService threads,
            InstantSource clock) {
        this.runtime = runtime;
        this.hooks = hooks;
        this.events = events;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * @param address of the Pod, for its pre-stop hooks
     */
    void kill(Pod pod, Step.Kill kill, String address) {
        inParallel(kill.targets(), target -> killOne(pod, target, address));
    }

    /** Without a specification there are no hooks to run. */
    void killOrphans(Step.Kill kill) {
        inParallel(
                kill.targets(),
                target -> runtime.stopContainer(target.container().id(), target.grace()));
    }

    private void killOne(Pod pod, Step.Target target, String address) {
        var container = target.container();
        events.normal(pod, container.name(), "Killing", target.message());
        var grace = target.grace();
        var spec = PodContainer.named(pod, container.name());
        if (spec != null && Hooks.hasPreStop(spec) && grace.isPositive()) {
            grace = afterPreStop(pod, spec, container, address, grace);
        }
        runtime.stopContainer(container.id(), grace);
    }

    private Duration afterPreStop(
            Pod pod, PodContainer spec, Container container, String address, Duration grace) {
        var start = clock.instant();
        hooks.preStop(pod, new Target(spec, container.id(), address), grace);
        var left = grace.minus(Duration.between(start, clock.instant()));
        return left.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : left;
    }

    private void inParallel(List<Step.Target> targets, Consumer<Step.Target> end) {
        List<? extends Future<?>> ends =
                targets.stream().map(target -> threads.submit(() -> end.accept(target))).toList();
        ends.forEach(ContainerKill::await);
    }

    private static void await(Future<?> end) {
        try {
            end.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(e.getCause());
        }
    }
}
