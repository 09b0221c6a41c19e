package dev.kaptan.agent.plan;

import dev.kaptan.runtime.Container;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * Everything that decides what happens to a Pod, at one moment.
 *
 * @param backOffs crash back-off by container name
 * @param failures containers that could not be started at the last try, by name
 * @param health probe results by container id
 */
public record PodView(
        Pod pod,
        ObservedPod observed,
        Map<String, BackOff> backOffs,
        Map<String, StartFailure> failures,
        Map<String, Health> health,
        Instant now) {

    public PodView {
        backOffs = Map.copyOf(backOffs);
        failures = Map.copyOf(failures);
        health = Map.copyOf(health);
    }

    public Fate fate() {
        return Fate.of(pod, now);
    }

    public Health health(@Nullable Container container) {
        return container == null
                ? Health.UNPROBED
                : health.getOrDefault(container.id(), Health.UNPROBED);
    }
}
