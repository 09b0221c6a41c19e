package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Filter;
import dev.kaptan.scheduler.framework.NodeCheck;
import dev.kaptan.scheduler.framework.Verdict;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.SpreadConstraint;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Keeps the skew of required topology spread constraints ({@code DoNotSchedule}). */
public final class PodTopologySpread implements Filter {

    private static final String MISMATCH = "node(s) didn't match pod topology spread constraints";
    private static final Verdict TOO_SKEWED = Verdict.rejected(MISMATCH);
    private static final Verdict NO_LABEL =
            Verdict.unresolvable(MISMATCH + " (missing required label)");

    @Override
    public String name() {
        return "PodTopologySpread";
    }

    @Override
    public @Nullable NodeCheck prepare(PodInfo pod, Snapshot cluster) {
        List<SpreadConstraint> required =
                pod.rules().neighbours().spread().stream()
                        .filter(SpreadConstraint::required)
                        .toList();
        if (required.isEmpty()) {
            return null;
        }
        var limits = required.stream().map(one -> Limit.of(one, required, pod, cluster)).toList();
        return node -> fits(limits, node);
    }

    static Verdict fits(List<Limit> limits, NodeInfo node) {
        for (Limit limit : limits) {
            SpreadConstraint constraint = limit.counts().constraint();
            @Nullable String place = node.description().labels().get(constraint.topologyKey());
            if (place == null) {
                return NO_LABEL;
            }
            if (limit.counts().in(place) > limit.most()) {
                return TOO_SKEWED;
            }
        }
        return Verdict.FEASIBLE;
    }

    @Override
    public Set<ClusterEvent> changesItsMindOn() {
        return EnumSet.of(
                ClusterEvent.NODE_LABELS_CHANGED,
                ClusterEvent.NODE_TAINTS_CHANGED,
                ClusterEvent.POD_FREED,
                ClusterEvent.POD_ASSIGNED);
    }

    /**
     * @param most how many selected Pods a place may hold before this one joins it
     */
    record Limit(SpreadCounts counts, int most) {

        static Limit of(
                SpreadConstraint constraint,
                List<SpreadConstraint> all,
                PodInfo pod,
                Snapshot cluster) {
            var counts = SpreadCounts.of(constraint, all, pod, cluster);
            int self = constraint.pods().matches(pod.labels()) ? 1 : 0;
            return new Limit(counts, counts.least() + constraint.maxSkew() - self);
        }
    }
}
