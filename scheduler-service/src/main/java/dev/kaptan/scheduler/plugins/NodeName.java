package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Filter;
import dev.kaptan.scheduler.framework.NodeCheck;
import dev.kaptan.scheduler.framework.Verdict;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Holds a Pod that names its Node to that Node. */
public final class NodeName implements Filter {

    private static final Verdict REJECTED =
            Verdict.unresolvable("node(s) didn't match the requested node name");

    @Override
    public String name() {
        return "NodeName";
    }

    @Override
    public @Nullable NodeCheck prepare(PodInfo pod, Snapshot cluster) {
        return pod.stage().nodeName() == null ? null : node -> fits(pod, node);
    }

    static Verdict fits(PodInfo pod, NodeInfo node) {
        return node.name().equals(pod.stage().nodeName()) ? Verdict.FEASIBLE : REJECTED;
    }

    @Override
    public Set<ClusterEvent> changesItsMindOn() {
        return Set.of();
    }
}
