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

/** Keeps Pods off Nodes with NoSchedule and NoExecute taints that they do not tolerate. */
public final class TaintToleration implements Filter {

    @Override
    public String name() {
        return "TaintToleration";
    }

    @Override
    public NodeCheck prepare(PodInfo pod, Snapshot cluster) {
        return node -> fits(pod, node);
    }

    static Verdict fits(PodInfo pod, NodeInfo node) {
        for (Taint taint : node.description().taints()) {
            if (taint.keepsNewPodsAway() && !pod.rules().tolerates(taint)) {
                return rejection(taint);
            }
        }
        return Verdict.FEASIBLE;
    }

    /** Names the taint, which upstream did until 1.34 and users act upon. */
    static Verdict rejection(Taint taint) {
        return Verdict.unresolvable(
                "node(s) had untolerated taint {" + taint.key() + ": " + taint.value() + "}");
    }

    @Override
    public Set<ClusterEvent> changesItsMindOn() {
        return Set.of(ClusterEvent.NODE_TAINTS_CHANGED);
    }
}
