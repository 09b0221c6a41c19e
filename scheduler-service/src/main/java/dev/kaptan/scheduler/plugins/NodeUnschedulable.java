package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Filter;
import dev.kaptan.scheduler.framework.NodeCheck;
import dev.kaptan.scheduler.framework.Verdict;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.Taint;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Keeps Pods off cordoned Nodes, unless they tolerate the taint that cordoning stands for. */
public final class NodeUnschedulable implements Filter {

    private static final Taint CORDONED =
            new Taint("node.kubernetes.io/unschedulable", "", Taint.NO_SCHEDULE);
    private static final Verdict REJECTED = Verdict.unresolvable("node(s) were unschedulable");

    @Override
    public String name() {
        return "NodeUnschedulable";
    }

    @Override
    public @Nullable NodeCheck prepare(PodInfo pod, Snapshot cluster) {
        return pod.rules().tolerates(CORDONED) ? null : NodeUnschedulable::fits;
    }

    static Verdict fits(NodeInfo node) {
        return node.description().unschedulable() ? REJECTED : Verdict.FEASIBLE;
    }

    @Override
    public Set<ClusterEvent> changesItsMindOn() {
        return Set.of(ClusterEvent.NODE_TAINTS_CHANGED);
    }
}
