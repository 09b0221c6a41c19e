package dev.kaptan.scheduler.model;

import java.util.List;
import java.util.Map;

/**
 * What a Node says of itself.
 *
 * @param images size in bytes by every name an image has there
 * @param maxPods how many Pods it takes
 */
public record NodeDescription(
        String name,
        Map<String, String> labels,
        List<Taint> taints,
        boolean unschedulable,
        Readiness readiness,
        Resources allocatable,
        int maxPods,
        Map<String, Long> images) {

    /** The Ready condition. A Node that has none yet counts as ready, as upstream's taints do. */
    public enum Readiness {
        READY,
        NOT_READY,
        UNKNOWN
    }

    public NodeDescription {
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
        images = Map.copyOf(images);
    }

    public String zone() {
        return labels.getOrDefault("topology.kubernetes.io/zone", "");
    }

    public long allocatable(String extended) {
        return allocatable.extended(extended);
    }
}
