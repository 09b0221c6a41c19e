package dev.kaptan.controller.nodelifecycle;

import dev.kaptan.client.cache.Index;
import dev.kaptan.client.cache.Store;
import dev.kaptan.client.meta.Times;
import dev.kaptan.controller.loop.ControllerContext;
import dev.kaptan.controller.loop.ParallelWrites.Result;
import dev.kaptan.controller.pods.PodState;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;

import java.util.concurrent.Callable;

/** Takes the Pods of a silent Node out of service: its agent can no longer say that they work. */
final class UnreadyPods {
    private final ControllerContext context;
    private final Store<Pod> pods;

    UnreadyPods(ControllerContext context, Store<Pod> pods) {
        this.context = context;
        this.pods = pods;
    }

    void follow(Node node) throws InterruptedException {
        var ready = NodeTaints.condition(node, "Ready");
        if (ready == null || !"Unknown".equals(ready.getStatus())) {
            return;
        }
        var writes =
                pods.by(Index.NODE, node.getMetadata().getName()).stream()
                        .filter(PodState::ready)
                        .<Callable<Pod>>map(pod -> () -> markUnready(pod))
                        .toList();
        for (var result : context.writes().all(writes)) {
            if (result instanceof Result.Failed<Pod>(RuntimeException cause)) {
                throw cause;
            }
        }
    }

    private Pod markUnready(Pod pod) {
        var now = Times.seconds(context.clock().instant());
        var conditions =
                pod.getStatus().getConditions().stream()
                        .map(each -> each.getType().equals("Ready") ? unready(each, now) : each)
                        .toList();
        context.events().warning(pod, "NodeNotReady", "Node is not ready");
        var update =
                new PodBuilder(pod).editStatus().withConditions(conditions).endStatus().build();
        return context.client().resource(update).updateStatus();
    }

    private static PodCondition unready(PodCondition condition, String now) {
        return new PodConditionBuilder(condition)
                .withStatus("False")
                .withLastTransitionTime(now)
                .build();
    }
}
