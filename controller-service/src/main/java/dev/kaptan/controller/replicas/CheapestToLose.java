package dev.kaptan.controller.replicas;

import dev.kaptan.client.meta.Times;
import dev.kaptan.controller.pods.PodState;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Orders Pods as upstream's {@code ActivePodsWithRanks}: the first is the first to be deleted. */
final class CheapestToLose {
    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
    private static final List<String> PHASES = List.of("Pending", "Unknown", "Running");

    private CheapestToLose() {}

    /**
     * Unassigned, not running, not ready, low deletion cost, crowded node, ready for a short time,
     * often restarted, young.
     *
     * @param related the Pods that count for crowding
     */
    static Comparator<Pod> among(List<Pod> related, Instant now) {
        var perNode = crowding(related);
        return Comparator.<Pod>comparingInt(pod -> node(pod).isEmpty() ? 0 : 1)
                .thenComparingInt(pod -> PHASES.indexOf(PodState.phase(pod)))
                .thenComparingInt(pod -> PodState.ready(pod) ? 1 : 0)
                .thenComparingInt(CheapestToLose::cost)
                .thenComparing(
                        pod -> perNode.getOrDefault(node(pod), 0L), Comparator.reverseOrder())
                .thenComparingLong(pod -> magnitude(readyFor(pod, now)))
                .thenComparing(CheapestToLose::restarts, Comparator.reverseOrder())
                .thenComparingLong(pod -> magnitude(age(pod, now)))
                .thenComparing(pod -> String.valueOf(pod.getMetadata().getUid()));
    }

    private static Map<String, Long> crowding(List<Pod> related) {
        return related.stream()
                .filter(PodState::active)
                .filter(pod -> !node(pod).isEmpty())
                .collect(Collectors.groupingBy(CheapestToLose::node, Collectors.counting()));
    }

    private static String node(Pod pod) {
        var node = pod.getSpec().getNodeName();
        return node == null ? "" : node;
    }

    private static int cost(Pod pod) {
        var annotations = pod.getMetadata().getAnnotations();
        var cost = annotations == null ? null : annotations.get(DELETION_COST);
        try {
            return cost == null ? 0 : Integer.parseInt(cost);
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }

    private static Duration readyFor(Pod pod, Instant now) {
        var since = PodState.readySince(pod);
        return since == null ? Duration.ZERO : Duration.between(since, now);
    }

    private static Duration age(Pod pod, Instant now) {
        var created = Times.parse(pod.getMetadata().getCreationTimestamp());
        return created == null ? Duration.ZERO : Duration.between(created, now);
    }

    /**
     * The binary order of magnitude (KEP-2185): among Pods of about one age the victim is random,
     * so that not always the newest failure domain loses its Pods.
     */
    private static long magnitude(Duration time) {
        return Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, time.toNanos()));
    }

    private static int restarts(Pod pod) {
        if (pod.getStatus() == null) {
            return 0;
        }
        return pod.getStatus().getContainerStatuses().stream()
                .map(ContainerStatus::getRestartCount)
                .mapToInt(count -> count == null ? 0 : count)
                .max()
                .orElse(0);
    }
}
