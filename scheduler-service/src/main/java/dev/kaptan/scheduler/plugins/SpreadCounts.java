package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.NodeTable;
import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Verdict;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.SpreadConstraint;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many selected Pods are in each place of a spread constraint. */
record SpreadCounts(SpreadConstraint constraint, Map<String, Integer> byPlace) {

    /** Places that lack another constraint's key, or that the Pod could not go to, do not count. */
    static SpreadCounts of(
            SpreadConstraint constraint,
            List<SpreadConstraint> all,
            PodInfo pod,
            Snapshot cluster) {
        var counts = new HashMap<String, Integer>();
        NodeTable nodes = cluster.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            NodeInfo node = nodes.get(i);
            @Nullable String place = node.description().labels().get(constraint.topologyKey());
            if (place != null && hasAllKeys(node, all) && counts(constraint, pod, node)) {
                counts.merge(place, selectedOn(node, constraint, pod), Integer::sum);
            }
        }
        return new SpreadCounts(constraint, counts);
    }

    private static boolean hasAllKeys(NodeInfo node, List<SpreadConstraint> all) {
        for (SpreadConstraint constraint : all) {
            if (!node.description().labels().containsKey(constraint.topologyKey())) {
                return false;
            }
        }
        return true;
    }

    private static boolean counts(SpreadConstraint constraint, PodInfo pod, NodeInfo node) {
        return (!constraint.honorsAffinity()
                        || NodeAffinity.fits(pod, node) instanceof Verdict.Feasible)
                && (!constraint.honorsTaints()
                        || TaintToleration.fits(pod, node) instanceof Verdict.Feasible);
    }

    private static int selectedOn(NodeInfo node, SpreadConstraint constraint, PodInfo pod) {
        int selected = 0;
        for (PodInfo other : node.pods()) {
            if (!other.stage().terminating()
                    && other.name().namespace().equals(pod.name().namespace())
                    && constraint.pods().matches(other.labels())) {
                selected++;
            }
        }
        return selected;
    }

    int in(String place) {
        return byPlace.getOrDefault(place, 0);
    }

    /** The number in the emptiest place; 0 where there are fewer places than asked for. */
    int least() {
        if (byPlace.size() < constraint.minDomains()) {
            return 0;
        }
        return byPlace.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    }
}
