package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Filter;
import dev.kaptan.scheduler.framework.NodeCheck;
import dev.kaptan.scheduler.framework.Verdict;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.HostPort;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Gives a host port to one Pod only. */
public final class NodePorts implements Filter {

    private static final Verdict REJECTED =
            Verdict.rejected("node(s) didn't have free ports for the requested pod ports");

    @Override
    public String name() {
        return "NodePorts";
    }

    @Override
    public @Nullable NodeCheck prepare(PodInfo pod, Snapshot cluster) {
        return pod.demand().hostPorts().isEmpty() ? null : node -> fits(pod, node);
    }

    static Verdict fits(PodInfo pod, NodeInfo node) {
        for (HostPort wanted : pod.demand().hostPorts()) {
            for (HostPort taken : node.hostPorts()) {
                if (wanted.conflictsWith(taken)) {
                    return REJECTED;
                }
            }
        }
        return Verdict.FEASIBLE;
    }

    @Override
    public Set<ClusterEvent> changesItsMindOn() {
        return Set.of(ClusterEvent.POD_FREED);
    }
}
