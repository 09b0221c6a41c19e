package dev.kaptan.agent.worker;

import dev.kaptan.agent.plan.Step;
import dev.kaptan.runtime.ContainerRuntime;

import io.fabric8.kubernetes.api.model.Pod;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Ends containers gracefully, several at a time. */
public final class ContainerKill {
    private final ContainerRuntime runtime;
    private final PodEvents events;
    private final ExecutorService threads;

    public ContainerKill(ContainerRuntime runtime, PodEvents events, ExecutorService threads) {
        this.runtime = runtime;
        this.events = events;
        this.threads = threads;
    }

    void kill(Pod pod, Step.Kill kill) {
        for (var target : kill.targets()) {
            events.normal(pod, target.container().name(), "Killing", target.message());
        }
        killOrphans(kill);
    }

    void killOrphans(Step.Kill kill) {
        var ends = new ArrayList<Future<Void>>();
        for (var target : kill.targets()) {
            Callable<Void> end =
                    () -> {
                        runtime.stopContainer(target.container().id(), target.grace());
                        return null;
                    };
            ends.add(threads.submit(end));
        }
        ends.forEach(ContainerKill::await);
    }

    private static void await(Future<Void> end) {
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
