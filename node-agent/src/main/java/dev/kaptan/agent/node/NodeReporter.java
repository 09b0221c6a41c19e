package dev.kaptan.agent.node;

import dev.kaptan.client.cache.Informer;
import dev.kaptan.client.work.Backoff;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Registers the node and keeps its object true: the Lease every 10 s, the status when it changes
 * and every 5 min.
 */
public final class NodeReporter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeReporter.class);
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration FULL_REPORT = Duration.ofMinutes(5);

    /** Short at first: at the start of a cluster the API and the node's range come any moment. */
    private static final Backoff RETRY =
            Backoff.exponential(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final KubernetesClient client;
    private final Informer<Node> mirror;
    private final FactFinder finder;
    private final NodeSettings settings;
    private final NodeObject object;
    private final Heartbeat heartbeat;
    private final NodeEvents events;
    private final Consumer<String> onPodCidr;
    private final InstantSource clock;
    private Instant reported = Instant.MIN;
    private boolean announced;
    private int incomplete;
    private String lastFailure = "";

    /**
     * @param mirror of this node's object
     * @param onPodCidr told of the range of the node's Pods each time it is seen
     */
    public NodeReporter(
            KubernetesClient client,
            Informer<Node> mirror,
            FactFinder finder,
            NodeSettings settings,
            NodeEvents events,
            Consumer<String> onPodCidr,
            InstantSource clock) {
        this.client = client;
        this.mirror = mirror;
        this.finder = finder;
        this.settings = settings;
        this.object = new NodeObject(settings);
        this.heartbeat = new Heartbeat(client, clock);
        this.events = events;
        this.onPodCidr = onPodCidr;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(report());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how long to wait before the next report. */
    private Duration report() {
        try {
            var node = refresh(finder.find());
            heartbeat.beat(node);
            if (!announced) {
                announced = true;
                events.normal(node, "Starting", "Starting kubelet.");
            }
            var cidr = node.getSpec().getPodCIDR();
            if (cidr == null || cidr.isEmpty()) {
                return RETRY.after(incomplete++);
            }
            onPodCidr.accept(cidr);
            incomplete = 0;
            lastFailure = "";
            return BEAT;
        } catch (RuntimeException e) {
            tell(rootCause(e));
            return RETRY.after(incomplete++);
        }
    }

    /** The same failure is news once, not at every attempt. */
    private void tell(String failure) {
        if (!failure.equals(lastFailure)) {
            LOG.warn("node {} could not be reported: {}", settings.name(), failure);
            lastFailure = failure;
        }
    }

    private static String rootCause(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private Node refresh(NodeFacts facts) {
        var node = known();
        if (node == null) {
            LOG.info("registering node {}", settings.name());
            reported = clock.instant();
            return told(
                    List.of(), client.resource(object.registered(facts, clock.instant())).create());
        }
        node = withLabels(node, facts);
        var before = conditions(node);
        var status = object.status(facts, before, clock.instant());
        boolean due = clock.instant().isAfter(reported.plus(FULL_REPORT));
        if (due || changed(node.getStatus(), status)) {
            reported = clock.instant();
            return told(
                    before,
                    client.nodes()
                            .resource(
                                    new NodeBuilder(node).withStatus(merged(node, status)).build())
                            .updateStatus());
        }
        return node;
    }

    /**
     * The node as it was watched, while all goes well; as the API has it at the start, after a
     * failure (a conflict tells that the watch is behind) and where the watch saw it deleted.
     */
    private @Nullable Node known() {
        var watched = incomplete == 0 ? mirror.store().get(null, settings.name()) : null;
        return watched == null ? client.nodes().withName(settings.name()).get() : watched;
    }

    private Node told(List<NodeCondition> before, Node written) {
        for (var reason : NodeTurns.between(before, conditions(written))) {
            events.normal(
                    written,
                    reason,
                    "Node %s status is now: %s".formatted(settings.name(), reason));
        }
        return written;
    }

    private static List<NodeCondition> conditions(Node node) {
        return node.getStatus() == null ? List.of() : node.getStatus().getConditions();
    }

    private static NodeStatus merged(Node node, NodeStatus status) {
        status.setVolumesAttached(
                node.getStatus() == null ? List.of() : node.getStatus().getVolumesAttached());
        return status;
    }

    private Node withLabels(Node node, NodeFacts facts) {
        var wanted = object.labels(facts);
        var labels = node.getMetadata().getLabels();
        if (labels != null && labels.entrySet().containsAll(wanted.entrySet())) {
            return node;
        }
        var all = new HashMap<>(labels == null ? new HashMap<String, String>() : labels);
        all.putAll(wanted);
        var relabelled = new NodeBuilder(node).editMetadata().withLabels(all).endMetadata().build();
        return client.nodes().resource(relabelled).update();
    }

    /** Heartbeat times alone are no change. */
    private static boolean changed(@Nullable NodeStatus old, NodeStatus fresh) {
        return old == null
                || !old.getCapacity().equals(fresh.getCapacity())
                || !old.getAllocatable().equals(fresh.getAllocatable())
                || !old.getAddresses().equals(fresh.getAddresses())
                || !old.getImages().equals(fresh.getImages())
                || !old.getNodeInfo().equals(fresh.getNodeInfo())
                || !old.getDaemonEndpoints().equals(fresh.getDaemonEndpoints())
                || !states(old.getConditions()).equals(states(fresh.getConditions()));
    }

    private static List<String> states(List<NodeCondition> conditions) {
        return conditions.stream()
                .map(c -> c.getType() + c.getStatus() + c.getReason() + c.getMessage())
                .sorted()
                .toList();
    }
}
