package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Score;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Spreads the Pods of one owner over Nodes (skew 3) and zones (skew 5): upstream's default
 * constraints of {@code PodTopologySpread} with its weighting by the logarithm of the number of
 * domains, and with the owner in place of the selector that upstream derives from it.
 */
public final class OwnerSpread implements Score {

    private static final int NODE_SKEW = 3;
    private static final int ZONE_SKEW = 5;

    @Override
    public String name() {
        return "PodTopologySpread";
    }

    @Override
    public int weight() {
        return 2;
    }

    @Override
    public boolean concerns(PodInfo pod, Snapshot cluster) {
        return pod.owner() != null && pod.rules().neighbours().spread().isEmpty();
    }

    @Override
    public long[] rate(PodInfo pod, List<NodeInfo> feasible, Snapshot cluster) {
        String owner = Objects.requireNonNull(pod.owner());
        double nodeWeight = weightOf(feasible.size());
        double zoneWeight = weightOf(zones(feasible).size());
        long[] crowding = new long[feasible.size()];
        for (int i = 0; i < crowding.length; i++) {
            NodeInfo node = feasible.get(i);
            String zone = node.description().zone();
            double crowd = node.podsOf(owner) * nodeWeight + (NODE_SKEW - 1);
            if (!zone.isEmpty()) {
                int inZone = cluster.ownPodsByZone().getOrDefault(zone, 0);
                crowd += inZone * zoneWeight + (ZONE_SKEW - 1);
            }
            crowding[i] = Math.round(crowd);
        }
        return fromCrowding(crowding);
    }

    private static double weightOf(int domains) {
        return Math.log(domains + 2);
    }

    private static Set<String> zones(List<NodeInfo> nodes) {
        var zones = new HashSet<String>();
        for (NodeInfo node : nodes) {
            zones.add(node.description().zone());
        }
        zones.remove("");
        return zones;
    }

    /** The least crowded Node gets 100, the others lose in proportion to the most crowded one. */
    static long[] fromCrowding(long[] crowding) {
        long least = Long.MAX_VALUE;
        long most = 0;
        for (long one : crowding) {
            least = Math.min(least, one);
            most = Math.max(most, one);
        }
        for (int i = 0; i < crowding.length; i++) {
            crowding[i] = most == 0 ? BEST : BEST * (most + least - crowding[i]) / most;
        }
        return crowding;
    }
}
