package dev.kaptan.controller.nodelifecycle;

import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.Index;
import dev.kaptan.client.cache.Informer;
import dev.kaptan.client.cache.ObjectKey;
import dev.kaptan.client.meta.Times;
import dev.kaptan.client.work.Controller;
import dev.kaptan.client.work.Outcome;
import dev.kaptan.controller.loop.ControlLoop;
import dev.kaptan.controller.loop.ControllerContext;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;

import java.time.Duration;
import java.time.Instant;

/**
 * The loop over Nodes. It sleeps until the earliest moment at which a Node would count as lost; a
 * heartbeat only notes the time.
 */
public final class NodeLifecycleController implements ControlLoop {
    private static final int WORKERS = 4;
    private static final String LEASES = "kube-node-lease";

    private final ControllerContext context;
    private final Duration grace;
    private final Heartbeats heartbeats = new Heartbeats();
    private final Informer<Node> nodes;
    private final Informer<Lease> leases;
    private final UnreadyPods unreadyPods;
    private final Controller<String> controller;

    /**
     * @param grace how long a Node may be silent
     */
    public NodeLifecycleController(Duration grace, ControllerContext context) {
        this.context = context;
        this.grace = grace;
        controller = context.controllers().controller("node_lifecycle", WORKERS, this::reconcile);
        nodes = context.informers().of(Node.class);
        leases = context.informers().of(Lease.class);
        var pods = context.informers().of(Pod.class).index(Index.podsByNode());
        unreadyPods = new UnreadyPods(context, pods.store());
        nodes.handle(new NodeHandler());
        leases.handle(Handler.onAny(this::renewed));
    }

    @Override
    public void start() {
        controller.start();
    }

    @Override
    public void close() {
        controller.close();
    }

    private void renewed(Lease lease) {
        var metadata = lease.getMetadata();
        if (LEASES.equals(metadata.getNamespace()) && lease.getSpec() != null) {
            heartbeats.saw(metadata.getName(), lease.getSpec().getRenewTime(), now());
        }
    }

    private Instant now() {
        return context.clock().instant();
    }

    private Outcome reconcile(String name) throws InterruptedException {
        var node = nodes.store().get(new ObjectKey(null, name));
        if (node == null) {
            heartbeats.forget(name);
            return Outcome.done();
        }
        var left = Duration.between(now(), heartbeats.lastSeen(name, now()).plus(grace));
        var current = left.isPositive() ? node : silence(node);
        taint(current);
        unreadyPods.follow(current);
        return left.isPositive() ? Outcome.again(left) : Outcome.done();
    }

    private Node silence(Node node) {
        var unknown = SilentNode.unknown(node, Times.seconds(now()));
        if (unknown == null) {
            return node;
        }
        var name = node.getMetadata().getName();
        var written = context.client().resource(unknown).updateStatus();
        context.events()
                .normal(node, "NodeNotReady", "Node " + name + " status is now: NodeNotReady");
        return written;
    }

    private void taint(Node node) {
        var taints = NodeTaints.of(node, Times.seconds(now()));
        if (!taints.equals(node.getSpec().getTaints())) {
            context.client()
                    .resource(
                            new NodeBuilder(node)
                                    .editOrNewSpec()
                                    .withTaints(taints)
                                    .endSpec()
                                    .build())
                    .update();
        }
    }

    private final class NodeHandler implements Handler<Node> {
        @Override
        public void added(Node node) {
            note(node);
            var name = node.getMetadata().getName();
            context.events()
                    .normal(
                            node,
                            "RegisteredNode",
                            "Node %s event: Registered Node %s in Controller"
                                    .formatted(name, name));
            controller.queue().add(name);
        }

        @Override
        public void updated(Node before, Node after) {
            note(after);
            controller.queue().add(after.getMetadata().getName());
        }

        @Override
        public void deleted(Node last) {
            controller.queue().add(last.getMetadata().getName());
        }

        /** An agent's status report is a sign of life as well; this controller's own is not. */
        private void note(Node node) {
            var ready = NodeTaints.condition(node, "Ready");
            if (ready != null && !"Unknown".equals(ready.getStatus())) {
                var name = node.getMetadata().getName();
                if (leases.store().get(LEASES, name) == null) {
                    heartbeats.saw(name, ready.getLastHeartbeatTime(), now());
                }
            }
        }
    }
}
