package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Filter;
import dev.kaptan.scheduler.framework.NodeCheck;
import dev.kaptan.scheduler.framework.Verdict;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.Resources;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lets a Node promise no more than it has. Names every resource that is short. */
public final class NodeResourcesFit implements Filter {

    @Override
    public String name() {
        return "NodeResourcesFit";
    }

    @Override
    public NodeCheck prepare(PodInfo pod, Snapshot cluster) {
        return node -> fits(pod, node);
    }

    static Verdict fits(PodInfo pod, NodeInfo node) {
        Resources asked = pod.demand().requests();
        return hasRoom(asked, node) ? Verdict.FEASIBLE : explain(asked, node);
    }

    private static boolean hasRoom(Resources asked, NodeInfo node) {
        Resources total = node.description().allocatable();
        Resources taken = node.requested();
        return node.podCount() < node.description().maxPods()
                && holds(asked.cpuMillis(), taken.cpuMillis(), total.cpuMillis())
                && holds(asked.memoryBytes(), taken.memoryBytes(), total.memoryBytes())
                && holds(asked.ephemeralBytes(), taken.ephemeralBytes(), total.ephemeralBytes())
                && (asked.extended().isEmpty() || shortExtended(asked, taken, total).isEmpty());
    }

    /** Who asks for nothing fits even where more is taken than there is. */
    private static boolean holds(long asked, long taken, long total) {
        return asked == 0 || asked <= total - taken;
    }

    private static List<String> shortExtended(Resources asked, Resources taken, Resources total) {
        return asked.extended().keySet().stream()
                .filter(name ->
                        !holds(asked.extended(name), taken.extended(name), total.extended(name)))
                .toList();
    }

    private static Verdict explain(Resources asked, NodeInfo node) {
        Resources total = node.description().allocatable();
        Resources taken = node.requested();
        var reasons = new ArrayList<String>();
        if (node.podCount() >= node.description().maxPods()) {
            reasons.add("Too many pods");
        }
        if (!holds(asked.cpuMillis(), taken.cpuMillis(), total.cpuMillis())) {
            reasons.add("Insufficient cpu");
        }
        if (!holds(asked.memoryBytes(), taken.memoryBytes(), total.memoryBytes())) {
            reasons.add("Insufficient memory");
        }
        if (!holds(asked.ephemeralBytes(), taken.ephemeralBytes(), total.ephemeralBytes())) {
            reasons.add("Insufficient ephemeral-storage");
        }
        shortExtended(asked, taken, total).forEach(name -> reasons.add("Insufficient " + name));
        return new Verdict.Rejected(reasons, fitsAlone(asked, node));
    }

    private static boolean fitsAlone(Resources asked, NodeInfo node) {
        Resources total = node.description().allocatable();
        return node.description().maxPods() > 0
                && holds(asked.cpuMillis(), 0, total.cpuMillis())
                && holds(asked.memoryBytes(), 0, total.memoryBytes())
                && holds(asked.ephemeralBytes(), 0, total.ephemeralBytes())
                && shortExtended(asked, Resources.NONE, total).isEmpty();
    }

    @Override
    public Set<ClusterEvent> changesItsMindOn() {
        return Set.of(ClusterEvent.NODE_ALLOCATABLE_CHANGED, ClusterEvent.POD_FREED);
    }
}
