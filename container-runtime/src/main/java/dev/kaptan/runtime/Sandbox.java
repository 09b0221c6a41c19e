package dev.kaptan.runtime;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * A sandbox as the runtime knows it.
 *
 * @param ip its address, or null when it has the host's network or does not run
 */
public record Sandbox(
        String id,
        PodIdentity pod,
        int attempt,
        boolean running,
        @Nullable String ip,
        Map<String, String> labels,
        Instant createdAt) {

    public Sandbox {
        Checks.notBlank("id", id);
        requireNonNull(pod, "pod");
        Checks.notNegative("attempt", attempt);
        labels = Map.copyOf(labels);
        requireNonNull(createdAt, "createdAt");
    }
}
