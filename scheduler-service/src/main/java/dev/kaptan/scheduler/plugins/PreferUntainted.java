package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Scale;
import dev.kaptan.scheduler.framework.Score;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.Taint;

import java.util.List;

/** Prefers Nodes with few PreferNoSchedule taints that the Pod does not tolerate. */
public final class PreferUntainted implements Score {

    @Override
    public String name() {
        return "TaintToleration";
    }

    @Override
    public int weight() {
        return 3;
    }

    @Override
    public boolean concerns(PodInfo pod, Snapshot cluster) {
        return true;
    }

    @Override
    public long[] rate(PodInfo pod, List<NodeInfo> feasible, Snapshot cluster) {
        long[] untolerated = new long[feasible.size()];
        for (int i = 0; i < untolerated.length; i++) {
            untolerated[i] = untolerated(pod, feasible.get(i));
        }
        return Scale.lowestIsBest(untolerated);
    }

    private static long untolerated(PodInfo pod, NodeInfo node) {
        long count = 0;
        for (Taint taint : node.description().taints()) {
            if (taint.effect().equals(Taint.PREFER_NO_SCHEDULE) && !pod.rules().tolerates(taint)) {
                count++;
            }
        }
        return count;
    }
}
