package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Filter;
import dev.kaptan.scheduler.framework.NodeCheck;
import dev.kaptan.scheduler.framework.Verdict;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.Taint;

import java.util.Set;

/**
 * Keeps Pods off Nodes that are not ready, as the taints do that the node lifecycle controller puts
 * there for it a moment later; the same tolerations help against both.
 */
public final class NodeReady implements Filter {

    private static final Taint NOT_READY =
            new Taint("node.kubernetes.io/not-ready", "", Taint.NO_SCHEDULE);
    private static final Taint UNREACHABLE =
            new Taint("node.kubernetes.io/unreachable", "", Taint.NO_SCHEDULE);

    @Override
    public String name() {
        return "NodeReady";
    }

    @Override
    public NodeCheck prepare(PodInfo pod, Snapshot cluster) {
        return node -> fits(pod, node);
    }

    static Verdict fits(PodInfo pod, NodeInfo node) {
        return switch (node.description().readiness()) {
            case READY -> Verdict.FEASIBLE;
            case NOT_READY -> judge(pod, NOT_READY);
            case UNKNOWN -> judge(pod, UNREACHABLE);
        };
    }

    private static Verdict judge(PodInfo pod, Taint taint) {
        return pod.rules().tolerates(taint) ? Verdict.FEASIBLE : TaintToleration.rejection(taint);
    }

    @Override
    public Set<ClusterEvent> changesItsMindOn() {
        return Set.of(ClusterEvent.NODE_TAINTS_CHANGED);
    }
}
