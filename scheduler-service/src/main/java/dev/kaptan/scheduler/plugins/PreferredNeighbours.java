package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.NodeTable;
import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Score;
import dev.kaptan.scheduler.model.Neighbours;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.PodTerm;

import java.util.List;

/**
 * Prefers places by the preferences of the Pod about those who are there, and of those about the
 * Pod. A required affinity of theirs counts as a preference of weight 1 (upstream's
 * hardPodAffinityWeight).
 */
public final class PreferredNeighbours implements Score {

    @Override
    public String name() {
        return "InterPodAffinity";
    }

    @Override
    public int weight() {
        return 2;
    }

    @Override
    public boolean concerns(PodInfo pod, Snapshot cluster) {
        return !pod.rules().neighbours().preferred().isEmpty() || !cluster.residents().isEmpty();
    }

    @Override
    public long[] rate(PodInfo pod, List<NodeInfo> feasible, Snapshot cluster) {
        var places = new Places();
        addOwn(pod.rules().neighbours(), cluster, places);
        addTheirs(pod, cluster, places);
        long[] sums = new long[feasible.size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = places.of(feasible.get(i).description());
        }
        return stretched(sums);
    }

    private static void addOwn(Neighbours wishes, Snapshot cluster, Places places) {
        NodeTable nodes = cluster.nodes();
        for (int i = 0; i < nodes.size() && !wishes.preferred().isEmpty(); i++) {
            NodeInfo node = nodes.get(i);
            for (PodInfo other : node.pods()) {
                for (PodTerm.Weighted preferred : wishes.preferred()) {
                    PodTerm term = preferred.term();
                    if (term.matches(other, cluster.namespaceLabels())) {
                        places.add(term.topologyKey(), node.description(), preferred.weight());
                    }
                }
            }
        }
    }

    private static void addTheirs(PodInfo pod, Snapshot cluster, Places places) {
        for (Snapshot.Resident resident : cluster.residents()) {
            Neighbours theirs = resident.pod().rules().neighbours();
            for (PodTerm.Weighted preferred : theirs.preferred()) {
                addIfMeant(preferred.term(), preferred.weight(), pod, resident, cluster, places);
            }
            for (PodTerm required : theirs.near()) {
                addIfMeant(required, 1, pod, resident, cluster, places);
            }
        }
    }

    private static void addIfMeant(
            PodTerm term,
            int weight,
            PodInfo pod,
            Snapshot.Resident resident,
            Snapshot cluster,
            Places places) {
        if (term.matches(pod, cluster.namespaceLabels())) {
            places.add(term.topologyKey(), resident.node(), weight);
        }
    }

    /** The least becomes 0, the most 100; all 0 where they are equal, as upstream does. */
    private static long[] stretched(long[] sums) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (long sum : sums) {
            least = Math.min(least, sum);
            most = Math.max(most, sum);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = most == least ? 0 : BEST * (sums[i] - least) / (most - least);
        }
        return sums;
    }
}
