package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Scale;
import dev.kaptan.scheduler.framework.Score;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.NodeTerm;
import dev.kaptan.scheduler.model.PodInfo;

import java.util.List;

/** Prefers Nodes that match the weightiest preferred node affinity terms. */
public final class PreferredNodeAffinity implements Score {

    @Override
    public String name() {
        return "NodeAffinity";
    }

    @Override
    public int weight() {
        return 2;
    }

    @Override
    public boolean concerns(PodInfo pod, Snapshot cluster) {
        return !pod.rules().preferredTerms().isEmpty();
    }

    @Override
    public long[] rate(PodInfo pod, List<NodeInfo> feasible, Snapshot cluster) {
        long[] matched = new long[feasible.size()];
        for (int i = 0; i < matched.length; i++) {
            matched[i] = weightMatched(pod.rules().preferredTerms(), feasible.get(i));
        }
        return Scale.highestIsBest(matched);
    }

    private static long weightMatched(List<NodeTerm.Preferred> terms, NodeInfo node) {
        long sum = 0;
        for (NodeTerm.Preferred preferred : terms) {
            if (preferred.term().matches(node.description())) {
                sum += preferred.weight();
            }
        }
        return sum;
    }
}
