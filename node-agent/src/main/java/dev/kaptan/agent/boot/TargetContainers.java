package dev.kaptan.agent.boot;

import dev.kaptan.agent.api.BoundPods;
import dev.kaptan.agent.plan.ObservedPod;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.worker.RuntimeView;
import dev.kaptan.runtime.Container;

import io.fabric8.kubernetes.api.model.Pod;

import java.time.Duration;

/** Finds the container that a request means. */
final class TargetContainers {
    private final BoundPods pods;
    private final RuntimeView view;
    private final Duration patience;

    /**
     * @param patience how long a request waits, after a start, for the first word of API and
     *     runtime: until then, what is missing may be there all the same
     */
    TargetContainers(BoundPods pods, RuntimeView view, Duration patience) {
        this.pods = pods;
        this.view = view;
        this.patience = patience;
    }

    /** The Pod as the API has it, and the container as the runtime has it. */
    record Target(PodContainer spec, Container container) {}

    Target running(String namespace, String name, String container) {
        var pod = pod(namespace, name);
        var latest = view.of(pod.getMetadata().getUid()).latest(container);
        if (latest == null || !ObservedPod.isRunning(latest)) {
            throw NoSuchTargetException.notFound(
                    "container not found (\"%s\")".formatted(container));
        }
        return new Target(spec(pod, container), latest);
    }

    /**
     * @param previous the run before the current one
     */
    Target logged(String namespace, String name, String container, boolean previous) {
        var pod = pod(namespace, name);
        var spec = spec(pod, container);
        var runs = view.of(pod.getMetadata().getUid()).runs(container);
        if (previous && runs.size() < 2) {
            throw NoSuchTargetException.badRequest(
                    "previous terminated container \"%s\" in pod \"%s\" not found"
                            .formatted(container, name));
        }
        if (runs.isEmpty()) {
            throw NoSuchTargetException.badRequest(
                    "container \"%s\" in pod \"%s\" is waiting to start: %s"
                            .formatted(container, name, waitingReason(pod, container)));
        }
        return new Target(spec, runs.get(previous ? 1 : 0));
    }

    private Pod pod(String namespace, String name) {
        awaitKnowledge();
        var pod = pods.pod(namespace, name);
        if (pod == null) {
            throw NoSuchTargetException.notFound(
                    "pod does not exist: %s/%s".formatted(namespace, name));
        }
        return pod;
    }

    private void awaitKnowledge() {
        long end = System.nanoTime() + patience.toNanos();
        try {
            if (!pods.awaitSync(patience)
                    || !view.awaitLook(Duration.ofNanos(end - System.nanoTime()))) {
                throw NoSuchTargetException.unknown(
                        "the node agent has just started and does not know its containers yet");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw NoSuchTargetException.unknown("the node agent is stopping");
        }
    }

    private static PodContainer spec(Pod pod, String container) {
        var spec = PodContainer.named(pod, container);
        if (spec == null) {
            throw NoSuchTargetException.badRequest(
                    "container %s is not valid for pod %s"
                            .formatted(container, pod.getMetadata().getName()));
        }
        return spec;
    }

    private static String waitingReason(Pod pod, String container) {
        var status = pod.getStatus();
        return status == null
                ? "ContainerCreating"
                : status.getContainerStatuses().stream()
                        .filter(s -> s.getName().equals(container))
                        .filter(s -> s.getState().getWaiting() != null)
                        .map(s -> s.getState().getWaiting().getReason())
                        .findFirst()
                        .orElse("ContainerCreating");
    }
}
