package dev.kaptan.agent.spec;

import dev.kaptan.runtime.PodIdentity;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** Facts of a Pod that several parts of the agent ask for. */
public final class PodFacts {

    /** Upstream's default of {@code terminationGracePeriodSeconds}. */
    private static final long DEFAULT_GRACE_SECONDS = 30;

    private PodFacts() {}

    public static PodIdentity identity(Pod pod) {
        var meta = pod.getMetadata();
        return new PodIdentity(meta.getNamespace(), meta.getName(), meta.getUid());
    }

    public static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    /** {@code name_namespace(uid)}, the form in upstream's messages. */
    public static String format(Pod pod) {
        var meta = pod.getMetadata();
        return "%s_%s(%s)".formatted(meta.getName(), meta.getNamespace(), meta.getUid());
    }

    public static boolean hostNetwork(Pod pod) {
        return Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
    }

    public static boolean deleted(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    public static boolean terminal(Pod pod) {
        var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    /** Time to end in: that of the deletion, else that of the specification. */
    public static Duration grace(Pod pod) {
        var deletion = pod.getMetadata().getDeletionGracePeriodSeconds();
        if (deleted(pod) && deletion != null) {
            return Duration.ofSeconds(Math.max(0, deletion));
        }
        var spec = pod.getSpec().getTerminationGracePeriodSeconds();
        return Duration.ofSeconds(spec == null ? DEFAULT_GRACE_SECONDS : Math.max(0, spec));
    }

    /** When the node first saw the Pod, or null before the first status. */
    public static @Nullable Instant startTime(Pod pod) {
        var status = pod.getStatus();
        return status == null || status.getStartTime() == null
                ? null
                : Instant.parse(status.getStartTime());
    }
}
