package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Score;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.SpreadConstraint;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Prefers the emptier places of the Pod's own soft constraints ({@code ScheduleAnyway}). */
public final class PreferredSpread implements Score {

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
        return pod.rules().neighbours().spread().stream().anyMatch(one -> !one.required());
    }

    @Override
    public long[] rate(PodInfo pod, List<NodeInfo> feasible, Snapshot cluster) {
        List<SpreadConstraint> soft =
                pod.rules().neighbours().spread().stream().filter(one -> !one.required()).toList();
        double[] crowds = new double[feasible.size()];
        for (SpreadConstraint constraint : soft) {
            add(crowds, SpreadCounts.of(constraint, soft, pod, cluster), feasible);
        }
        long[] crowding = new long[crowds.length];
        for (int i = 0; i < crowds.length; i++) {
            crowding[i] = Math.round(crowds[i]);
        }
        return withoutUnlabelled(OwnerSpread.fromCrowding(crowding), soft, feasible);
    }

    private static void add(double[] crowds, SpreadCounts counts, List<NodeInfo> feasible) {
        SpreadConstraint constraint = counts.constraint();
        double weight = Math.log(counts.byPlace().size() + 2);
        for (int i = 0; i < crowds.length; i++) {
            @Nullable String place = placeOf(feasible.get(i), constraint);
            if (place != null) {
                crowds[i] += counts.in(place) * weight + (constraint.maxSkew() - 1);
            }
        }
    }

    /** A Node that belongs to no place is the last choice. */
    private static long[] withoutUnlabelled(
            long[] scores, List<SpreadConstraint> soft, List<NodeInfo> feasible) {
        for (int i = 0; i < scores.length; i++) {
            for (SpreadConstraint constraint : soft) {
                if (placeOf(feasible.get(i), constraint) == null) {
                    scores[i] = 0;
                }
            }
        }
        return scores;
    }

    private static @Nullable String placeOf(NodeInfo node, SpreadConstraint constraint) {
        return node.description().labels().get(constraint.topologyKey());
    }
}
