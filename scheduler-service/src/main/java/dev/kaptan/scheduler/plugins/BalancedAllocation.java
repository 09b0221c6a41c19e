package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Score;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.Resources;

import java.util.List;

/**
 * Prefers Nodes whose CPU and memory would be used alike, so that neither runs out while the other
 * lies idle. Of two shares the standard deviation is half their distance.
 */
public final class BalancedAllocation implements Score {

    @Override
    public String name() {
        return "NodeResourcesBalancedAllocation";
    }

    @Override
    public int weight() {
        return 1;
    }

    /** Pods that ask for nothing balance nothing. */
    @Override
    public boolean concerns(PodInfo pod, Snapshot cluster) {
        Resources asked = pod.demand().requests();
        return asked.cpuMillis() > 0 || asked.memoryBytes() > 0;
    }

    @Override
    public long[] rate(PodInfo pod, List<NodeInfo> feasible, Snapshot cluster) {
        Resources asked = pod.demand().requests();
        long[] scores = new long[feasible.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(asked, feasible.get(i));
        }
        return scores;
    }

    static long score(Resources asked, NodeInfo node) {
        Resources total = node.description().allocatable();
        Resources taken = node.requested();
        double cpu = share(taken.cpuMillis() + asked.cpuMillis(), total.cpuMillis());
        double memory = share(taken.memoryBytes() + asked.memoryBytes(), total.memoryBytes());
        return (long) ((1 - Math.abs(cpu - memory) / 2) * BEST);
    }

    private static double share(long taken, long total) {
        return total == 0 ? 1 : Math.min(1, (double) taken / total);
    }
}
