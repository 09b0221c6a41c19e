package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Score;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodDemand;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.Resources;

import java.util.List;

/** Prefers Nodes with the largest share of CPU and memory left. */
public final class LeastAllocated implements Score {

    @Override
    public String name() {
        return "NodeResourcesFit";
    }

    @Override
    public int weight() {
        return 1;
    }

    @Override
    public boolean concerns(PodInfo pod, Snapshot cluster) {
        return true;
    }

    @Override
    public long[] rate(PodInfo pod, List<NodeInfo> feasible, Snapshot cluster) {
        long[] scores = new long[feasible.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(pod.demand(), feasible.get(i));
        }
        return scores;
    }

    static long score(PodDemand demand, NodeInfo node) {
        Resources total = node.description().allocatable();
        long cpu = left(node.scoredCpuMillis() + demand.scoredCpuMillis(), total.cpuMillis());
        long memory =
                left(node.scoredMemoryBytes() + demand.scoredMemoryBytes(), total.memoryBytes());
        return (cpu + memory) / 2;
    }

    private static long left(long taken, long total) {
        return total == 0 || taken > total ? 0 : (total - taken) * BEST / total;
    }
}
