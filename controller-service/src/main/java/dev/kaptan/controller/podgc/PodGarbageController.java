package dev.kaptan.controller.podgc;

import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.Informer;
import dev.kaptan.client.meta.Owners;
import dev.kaptan.client.meta.Times;
import dev.kaptan.client.work.Controller;
import dev.kaptan.client.work.Outcome;
import dev.kaptan.controller.loop.ControlLoop;
import dev.kaptan.controller.loop.ControllerContext;
import dev.kaptan.controller.loop.ParallelWrites.Result;
import dev.kaptan.controller.pods.DisruptionTarget;
import dev.kaptan.controller.pods.PodState;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One sweep over all Pods, a while after something happened that may have left garbage; none while
 * nothing happens.
 */
public final class PodGarbageController implements ControlLoop {
    private static final String SWEEP = "sweep";

    /** Upstream sweeps every 20 s; so many changes cost one sweep here as well. */
    private static final Duration GATHER = Duration.ofSeconds(5);

    private final ControllerContext context;
    private final PodGarbage garbage;
    private final Informer<Pod> pods;
    private final Informer<Node> nodes;
    private final Controller<String> controller;

    /**
     * @param terminatedThreshold how many finished Pods are kept
     */
    public PodGarbageController(int terminatedThreshold, ControllerContext context) {
        this.context = context;
        garbage = new PodGarbage(terminatedThreshold);
        controller = context.controllers().controller("pod_garbage_collector", 1, this::sweep);
        pods = context.informers().of(Pod.class);
        nodes = context.informers().of(Node.class);
        pods.handle(Handler.onAny(this::mayBeGarbage));
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

    private void mayBeGarbage(Pod pod) {
        var node = PodGarbage.node(pod);
        if (PodState.finished(pod)
                || (node.isEmpty()
                        ? Owners.terminating(pod)
                        : nodes.store().get(null, node) == null)) {
            controller.queue().addAfter(SWEEP, GATHER);
        }
    }

    private Outcome sweep(String key) throws InterruptedException {
        var names =
                nodes.store().list().stream()
                        .map(node -> node.getMetadata().getName())
                        .collect(Collectors.toSet());
        var found =
                garbage.find(List.copyOf(pods.store().list()), names, context.clock().instant());
        var writes = new ArrayList<Callable<Pod>>();
        found.orphaned().stream()
                .filter(this::nodeIsReallyGone)
                .forEach(pod -> writes.add(() -> failAndDelete(pod)));
        Stream.concat(found.unscheduled().stream(), found.finished().stream())
                .forEach(pod -> writes.add(() -> delete(pod)));
        for (var result : context.writes().all(writes)) {
            if (result instanceof Result.Failed<Pod>(RuntimeException cause)) {
                throw cause;
            }
        }
        return found.nodesInQuarantine() ? Outcome.again(PodGarbage.QUARANTINE) : Outcome.done();
    }

    /** Asks the server: deleting the Pods of a Node that exists would lose work. */
    private boolean nodeIsReallyGone(Pod pod) {
        return context.client().nodes().withName(PodGarbage.node(pod)).get() == null;
    }

    private Pod failAndDelete(Pod pod) {
        if (!PodState.finished(pod)) {
            DisruptionTarget.fail(
                    context.client(),
                    pod,
                    "DeletionByPodGC",
                    "PodGC: node no longer exists",
                    Times.seconds(context.clock().instant()));
        }
        return delete(pod);
    }

    /** Without grace: no agent is there to end it. */
    private Pod delete(Pod pod) {
        context.client().resource(pod).withGracePeriod(0).delete();
        return pod;
    }

    private final class NodeHandler implements Handler<Node> {
        @Override
        public void added(Node node) {}

        @Override
        public void updated(Node before, Node after) {}

        @Override
        public void deleted(Node last) {
            controller.queue().addAfter(SWEEP, GATHER);
        }
    }
}
