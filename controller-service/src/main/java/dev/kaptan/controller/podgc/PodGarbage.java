package dev.kaptan.controller.podgc;

import dev.kaptan.client.meta.Owners;
import dev.kaptan.controller.pods.PodState;

import io.fabric8.kubernetes.api.model.Pod;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which Pods are garbage. Pure but for how long it remembers a Node to be missing. */
final class PodGarbage {
    /** Upstream's quarantine: a Node may only seem to be missing while mirrors catch up. */
    static final Duration QUARANTINE = Duration.ofSeconds(40);

    private final int terminatedThreshold;
    private final Map<String, Instant> missingSince = new HashMap<>();

    /**
     * @param terminatedThreshold how many finished Pods are kept
     */
    PodGarbage(int terminatedThreshold) {
        this.terminatedThreshold = terminatedThreshold;
    }

    /**
     * What was found.
     *
     * @param orphaned Pods of Nodes that have been missing for long enough
     * @param unscheduled Pods that are being deleted and that no Node will ever finish
     * @param finished the oldest of the finished Pods beyond the threshold
     * @param nodesInQuarantine whether to look again when the quarantine has passed
     */
    record Found(
            List<Pod> orphaned,
            List<Pod> unscheduled,
            List<Pod> finished,
            boolean nodesInQuarantine) {}

    Found find(List<Pod> pods, Set<String> nodes, Instant now) {
        var missing =
                pods.stream()
                        .map(PodGarbage::node)
                        .filter(node -> !node.isEmpty() && !nodes.contains(node))
                        .distinct()
                        .toList();
        missingSince.keySet().retainAll(missing);
        missing.forEach(node -> missingSince.putIfAbsent(node, now));
        return new Found(
                pods.stream().filter(pod -> isLost(node(pod), now)).toList(),
                pods.stream()
                        .filter(pod -> Owners.terminating(pod) && node(pod).isEmpty())
                        .toList(),
                surplus(pods),
                missing.stream().anyMatch(node -> !isLost(node, now)));
    }

    private boolean isLost(String node, Instant now) {
        var since = missingSince.get(node);
        return since != null && !since.plus(QUARANTINE).isAfter(now);
    }

    private List<Pod> surplus(List<Pod> pods) {
        var finished = pods.stream().filter(PodState::finished).toList();
        return finished.stream()
                .sorted(
                        Comparator.comparing(
                                pod -> String.valueOf(pod.getMetadata().getCreationTimestamp())))
                .limit(Math.max(0, finished.size() - terminatedThreshold))
                .toList();
    }

    static String node(Pod pod) {
        var node = pod.getSpec().getNodeName();
        return node == null ? "" : node;
    }
}
