package dev.kaptan.controller.nodeipam;

import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.Informer;
import dev.kaptan.client.cache.ObjectKey;
import dev.kaptan.client.work.Controller;
import dev.kaptan.client.work.Outcome;
import dev.kaptan.controller.loop.ControlLoop;
import dev.kaptan.controller.loop.ControllerContext;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The loop: one worker, because two would hand out the same range. */
public final class NodeIpamController implements ControlLoop {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final ControllerContext context;
    private final NodeRanges ranges;
    private final Informer<Node> nodes;
    private final Controller<String> controller;

    /** Handed out, but perhaps not in the mirror yet. Touched by the one worker only. */
    private final Map<String, String> assigned = new HashMap<>();

    /**
     * @param clusterCidr what the ranges are cut from
     */
    public NodeIpamController(CidrBlock clusterCidr, ControllerContext context) {
        this.context = context;
        ranges = new NodeRanges(clusterCidr);
        controller = context.controllers().controller("node_ipam", 1, this::reconcile);
        nodes = context.informers().of(Node.class);
        nodes.handle(new NodeHandler());
    }

    @Override
    public void start() {
        controller.start();
    }

    @Override
    public void close() {
        controller.close();
    }

    private Outcome reconcile(String name) {
        var node = nodes.store().get(new ObjectKey(null, name));
        if (node == null || hasRange(node)) {
            assigned.remove(name);
            return Outcome.done();
        }
        var range = assigned.containsKey(name) ? assigned.get(name) : ranges.firstFree(taken());
        if (range == null) {
            context.events()
                    .normal(
                            node,
                            "CIDRNotAvailable",
                            "Node " + name + " status is now: CIDRNotAvailable");
            return Outcome.retry();
        }
        assigned.put(name, range);
        context.client()
                .resource(node)
                .patch(
                        MERGE,
                        "{\"spec\":{\"podCIDR\":\"%s\",\"podCIDRs\":[\"%s\"]}}"
                                .formatted(range, range));
        return Outcome.done();
    }

    private Set<String> taken() {
        var taken = new HashSet<>(assigned.values());
        nodes.store().list().stream()
                .filter(NodeIpamController::hasRange)
                .forEach(node -> taken.add(node.getSpec().getPodCIDR()));
        return taken;
    }

    private static boolean hasRange(Node node) {
        var range = node.getSpec() == null ? null : node.getSpec().getPodCIDR();
        return range != null && !range.isEmpty();
    }

    /** Heartbeats change Nodes all the time; only those without a range are work. */
    private final class NodeHandler implements Handler<Node> {
        @Override
        public void added(Node node) {
            if (!hasRange(node)) {
                controller.queue().add(node.getMetadata().getName());
            }
        }

        @Override
        public void updated(Node before, Node after) {
            if (!hasRange(after) || !hasRange(before)) {
                controller.queue().add(after.getMetadata().getName());
            }
        }

        @Override
        public void deleted(Node last) {
            controller.queue().add(last.getMetadata().getName());
        }
    }
}
