package dev.kaptan.runtime;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * A container as the runtime knows it.
 *
 * @param labels those of its spec, without those of its identity
 */
public record Container(
        String id,
        String sandboxId,
        PodIdentity pod,
        String name,
        int attempt,
        String imageId,
        String imageReference,
        ContainerState state,
        Map<String, String> labels,
        Instant createdAt) {

    public Container {
        Checks.notBlank("id", id);
        Checks.notBlank("sandboxId", sandboxId);
        requireNonNull(pod, "pod");
        Checks.notBlank("name", name);
        Checks.notNegative("attempt", attempt);
        Checks.notBlank("imageId", imageId);
        requireNonNull(state, "state");
        labels = Map.copyOf(labels);
        requireNonNull(createdAt, "createdAt");
    }
}
