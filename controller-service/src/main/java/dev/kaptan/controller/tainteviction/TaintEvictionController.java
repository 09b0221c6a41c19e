package dev.kaptan.controller.tainteviction;

import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.Index;
import dev.kaptan.client.cache.Informer;
import dev.kaptan.client.cache.ObjectKey;
import dev.kaptan.client.meta.Owners;
import dev.kaptan.client.meta.Times;
import dev.kaptan.client.work.Controller;
import dev.kaptan.client.work.Outcome;
import dev.kaptan.controller.loop.ControlLoop;
import dev.kaptan.controller.loop.ControllerContext;
import dev.kaptan.controller.pods.DisruptionTarget;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The loop over Pods on Nodes that have NoExecute taints. */
public final class TaintEvictionController implements ControlLoop {
    private static final int WORKERS = 8;

    private final ControllerContext context;
    private final Informer<Node> nodes;
    private final Informer<Pod> pods;
    private final Controller<ObjectKey> controller;

    public TaintEvictionController(ControllerContext context) {
        this.context = context;
        controller = context.controllers().controller("taint_eviction", WORKERS, this::reconcile);
        nodes = context.informers().of(Node.class);
        pods = context.informers().of(Pod.class).index(Index.podsByNode());
        nodes.handle(new NodeHandler());
        pods.handle(new PodHandler());
    }

    @Override
    public void start() {
        controller.start();
    }

    @Override
    public void close() {
        controller.close();
    }

    private Outcome reconcile(ObjectKey key) {
        var pod = pods.store().get(key);
        if (pod == null || Owners.terminating(pod)) {
            return Outcome.done();
        }
        var node = nodes.store().get(null, nodeName(pod));
        var now = context.clock().instant();
        var due = node == null ? null : Eviction.dueAt(pod, noExecute(node), now);
        if (due == null) {
            return Outcome.done();
        }
        if (due.isAfter(now)) {
            return Outcome.again(Duration.between(now, due));
        }
        evict(pod);
        return Outcome.done();
    }

    private void evict(Pod pod) {
        context.events()
                .normal(
                        pod,
                        "TaintManagerEviction",
                        "Marking for deletion Pod " + ObjectKey.of(pod));
        DisruptionTarget.mark(
                context.client(),
                pod,
                "DeletionByTaintManager",
                "Taint manager: deleting due to NoExecute taint",
                Times.seconds(context.clock().instant()));
        context.client().resource(pod).delete();
    }

    private static String nodeName(Pod pod) {
        return Objects.requireNonNullElse(pod.getSpec().getNodeName(), "");
    }

    private static List<Taint> noExecute(Node node) {
        return node.getSpec() == null
                ? List.of()
                : node.getSpec().getTaints().stream()
                        .filter(taint -> "NoExecute".equals(taint.getEffect()))
                        .toList();
    }

    private final class NodeHandler implements Handler<Node> {
        @Override
        public void added(Node node) {
            if (!noExecute(node).isEmpty()) {
                wake(node);
            }
        }

        @Override
        public void updated(Node before, Node after) {
            if (!noExecute(before).equals(noExecute(after))) {
                wake(after);
            }
        }

        @Override
        public void deleted(Node last) {}

        private void wake(Node node) {
            pods.store()
                    .by(Index.NODE, node.getMetadata().getName())
                    .forEach(pod -> controller.queue().add(ObjectKey.of(pod)));
        }
    }

    private final class PodHandler implements Handler<Pod> {
        @Override
        public void added(Pod pod) {
            if (!nodeName(pod).isEmpty()) {
                wake(pod);
            }
        }

        @Override
        public void updated(Pod before, Pod after) {
            boolean assigned = !nodeName(before).equals(nodeName(after));
            if (assigned
                    || !before.getSpec()
                            .getTolerations()
                            .equals(after.getSpec().getTolerations())) {
                wake(after);
            }
        }

        @Override
        public void deleted(Pod last) {}

        private void wake(Pod pod) {
            var node = nodes.store().get(null, nodeName(pod));
            if (node != null && !noExecute(node).isEmpty()) {
                controller.queue().add(ObjectKey.of(pod));
            }
        }
    }
}
