package dev.kaptan.agent.worker;

import dev.kaptan.agent.plan.BackOff;
import dev.kaptan.agent.plan.ObservedPod;
import dev.kaptan.agent.plan.StartFailure;
import dev.kaptan.runtime.Container;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the worker of a Pod remembers between two looks. Used by its thread only. */
final class PodMemory {
    private final Map<String, BackOff> backOffs = new HashMap<>();
    private final Map<String, StartFailure> failures = new HashMap<>();

    private Map<String, String> messages = Map.of();
    private Instant volumesRefreshed = Instant.MIN;
    private Set<String> announced = Set.of();
    private @Nullable Pod written;

    Map<String, String> messages() {
        return messages;
    }

    void remember(Map<String, String> terminationMessages) {
        messages = terminationMessages;
    }

    Instant volumesRefreshed() {
        return volumesRefreshed;
    }

    void refreshedVolumes(Instant now) {
        volumesRefreshed = now;
    }

    /** Whether something is said for the first time since it was last left out. */
    Set<String> newlyAnnounced(Set<String> said) {
        var fresh = new HashSet<>(said);
        fresh.removeAll(announced);
        announced = said;
        return fresh;
    }

    /**
     * The newer one of what the informer shows and what this worker wrote last: the informer lags
     * behind, and a status made from an old one would undo the last.
     */
    Pod newest(Pod shown) {
        return written != null && version(written) > version(shown) ? written : shown;
    }

    private static long version(Pod pod) {
        return Long.parseLong(pod.getMetadata().getResourceVersion());
    }

    void wrote(@Nullable Pod pod) {
        written = pod;
    }

    Map<String, BackOff> backOffs() {
        return backOffs;
    }

    Map<String, StartFailure> failures() {
        return failures;
    }

    /** A container is started again: the next time it must wait longer. */
    void restarting(Container ended, Instant now) {
        var exit = ObservedPod.exit(ended);
        var failedAt = exit == null ? now : exit.finishedAt();
        backOffs.compute(ended.name(), (name, old) -> BackOff.raise(old, failedAt, now));
    }

    void started(String container) {
        failures.remove(container);
    }

    void failed(String container, String reason, String message, Instant now) {
        failures.compute(
                container,
                (name, old) ->
                        new StartFailure(
                                reason,
                                message,
                                BackOff.raise(old == null ? null : old.backOff(), now, now)));
    }
}
