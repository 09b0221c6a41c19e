package dev.kaptan.agent.api;

import dev.kaptan.agent.worker.PodEvents;
import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.client.event.EventType;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

/** Records events of Pods; those of a container name it in {@code involvedObject.fieldPath}. */
public final class RecordedPodEvents implements PodEvents {
    private final EventRecorder recorder;

    public RecordedPodEvents(EventRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void normal(Pod pod, @Nullable String container, String reason, String message) {
        record(pod, container, EventType.NORMAL, reason, message);
    }

    @Override
    public void warning(Pod pod, @Nullable String container, String reason, String message) {
        record(pod, container, EventType.WARNING, reason, message);
    }

    private void record(
            Pod pod, @Nullable String container, EventType type, String reason, String message) {
        var reference = EventRecorder.reference(pod);
        if (container != null) {
            reference.setFieldPath(fieldPath(pod, container));
        }
        recorder.record(reference, type, reason, message);
    }

    private static String fieldPath(Pod pod, String container) {
        boolean init =
                pod.getSpec().getInitContainers().stream()
                        .anyMatch(c -> c.getName().equals(container));
        return "spec.%s{%s}".formatted(init ? "initContainers" : "containers", container);
    }
}
