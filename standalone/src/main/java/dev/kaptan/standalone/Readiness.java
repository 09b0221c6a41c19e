package dev.kaptan.standalone;

import dev.kaptan.standalone.pki.ClusterPki;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the cluster says of itself once it is up.
 *
 * @param nodes every node that has reported, ready or not
 */
record Readiness(List<NodeReport> nodes) {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * A node's Ready condition.
     *
     * @param reason why it is not ready, in the agent's words; empty if it is
     */
    record NodeReport(String name, boolean ready, String reason) {

        /** Empty while the agent has not reported yet. */
        static Optional<NodeReport> of(Node node) {
            return readyCondition(node)
                    .map(condition -> of(node.getMetadata().getName(), condition));
        }

        private static NodeReport of(String name, NodeCondition condition) {
            boolean ready = "True".equals(condition.getStatus());
            return new NodeReport(name, ready, ready ? "" : condition.getMessage());
        }
    }

    /**
     * Waits until the API is ready and every node has reported; a node that says why it is not
     * ready has reported.
     *
     * @param start of the cluster; what stands in the store from an earlier run is no report
     * @throws StartFailure after 90 s, with what was missing
     */
    static Readiness await(ClusterPki pki, ClusterOptions options, Instant start)
            throws InterruptedException {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        try (var client = ApiAccess.client(pki.kubeconfig("kubeconfig"))) {
            while (System.nanoTime() < deadline) {
                var found = look(client, options, start);
                if (found.isPresent()) {
                    return found.get();
                }
                Thread.sleep(PAUSE);
            }
        }
        throw new StartFailure(
                "the cluster was not ready after " + LONGEST.toSeconds() + " s: see the log", null);
    }

    private static Optional<Readiness> look(
            KubernetesClient client, ClusterOptions options, Instant start) {
        try {
            if (client.raw("/readyz") == null || !hasDefaultAccount(client)) {
                return Optional.empty();
            }
            var reports = since(start, client.nodes().list().getItems());
            return reports.names().containsAll(options.nodeNames())
                    ? Optional.of(reports)
                    : Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    /** Pods are refused until the controllers have made it; nobody should have to know that. */
    private static boolean hasDefaultAccount(KubernetesClient client) {
        return client.serviceAccounts().inNamespace("default").withName("default").get() != null;
    }

    static Readiness of(List<Node> nodes) {
        return new Readiness(nodes.stream().map(NodeReport::of).flatMap(Optional::stream).toList());
    }

    /** What nodes have said since the start; their heartbeats tell whole seconds only. */
    static Readiness since(Instant start, List<Node> nodes) {
        var second = start.truncatedTo(ChronoUnit.SECONDS);
        return of(nodes.stream().filter(node -> !heartbeat(node).isBefore(second)).toList());
    }

    private static Instant heartbeat(Node node) {
        return readyCondition(node)
                .map(NodeCondition::getLastHeartbeatTime)
                .map(Instant::parse)
                .orElse(Instant.MIN);
    }

    private static Optional<NodeCondition> readyCondition(Node node) {
        return node.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .findFirst();
    }

    private List<String> names() {
        return nodes.stream().map(NodeReport::name).toList();
    }

    String describe(ClusterOptions options) {
        var ready = nodes.stream().filter(NodeReport::ready).count();
        var head =
                "Kaptan is up: the API is at %s, %d of %d nodes ready.%n"
                        .formatted(options.server(), ready, nodes.size());
        return nodes.stream()
                .filter(node -> !node.ready())
                .map(node -> "  %s is NotReady: %s%n".formatted(node.name(), node.reason()))
                .collect(Collectors.joining("", head, ""));
    }
}
