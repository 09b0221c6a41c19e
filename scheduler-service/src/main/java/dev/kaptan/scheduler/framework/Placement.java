package dev.kaptan.scheduler.framework;

import dev.kaptan.scheduler.cluster.NodeTable;
import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Finds the Node for a Pod: the best of enough feasible ones. Each search starts where the last one
 * ended, so that all Nodes get their turn. For one thread.
 */
public final class Placement {

    private final List<Filter> filters;
    private final List<Score> scores;
    private final Sampling sampling;
    private final RandomGenerator random;
    private int start;

    public Placement(
            List<Filter> filters, List<Score> scores, Sampling sampling, RandomGenerator random) {
        this.filters = List.copyOf(filters);
        this.scores = List.copyOf(scores);
        this.sampling = sampling;
        this.random = random;
    }

    public Decision decide(PodInfo pod, Snapshot cluster) {
        int nodes = cluster.nodes().size();
        var rejections = new Diagnosis.Collector();
        var feasible = new ArrayList<NodeInfo>();
        int evaluated = collectFeasible(pod, cluster, feasible, rejections);
        if (feasible.isEmpty()) {
            return new Decision.Nowhere(rejections.of(nodes));
        }
        start = (start + evaluated) % nodes;
        NodeInfo best = feasible.size() == 1 ? feasible.getFirst() : best(pod, feasible, cluster);
        return new Decision.Place(best.name(), evaluated, feasible.size());
    }

    private int collectFeasible(
            PodInfo pod,
            Snapshot cluster,
            List<NodeInfo> feasible,
            Diagnosis.Collector rejections) {
        NodeTable nodes = cluster.nodes();
        List<PreparedFilter> checks = prepare(pod, cluster);
        int enough = sampling.enoughOf(nodes.size());
        int evaluated = 0;
        while (evaluated < nodes.size() && feasible.size() < enough) {
            int index = (start + evaluated) % nodes.size();
            if (passes(index, nodes.get(index), checks, rejections)) {
                feasible.add(nodes.get(index));
            }
            evaluated++;
        }
        return evaluated;
    }

    private List<PreparedFilter> prepare(PodInfo pod, Snapshot cluster) {
        var prepared = new ArrayList<PreparedFilter>(filters.size());
        for (Filter filter : filters) {
            @Nullable NodeCheck check = filter.prepare(pod, cluster);
            if (check != null) {
                prepared.add(new PreparedFilter(filter, check));
            }
        }
        return prepared;
    }

    /** The first filter that rejects a Node speaks for all, as upstream. */
    private static boolean passes(
            int index, NodeInfo node, List<PreparedFilter> checks, Diagnosis.Collector rejections) {
        for (int i = 0; i < checks.size(); i++) {
            PreparedFilter prepared = checks.get(i);
            if (prepared.check().fits(node) instanceof Verdict.Rejected rejected) {
                rejections.add(index, prepared.filter(), rejected);
                return false;
            }
        }
        return true;
    }

    private NodeInfo best(PodInfo pod, List<NodeInfo> feasible, Snapshot cluster) {
        long[] totals = new long[feasible.size()];
        for (Score score : scores) {
            if (score.concerns(pod, cluster)) {
                long[] rated = score.rate(pod, feasible, cluster);
                for (int i = 0; i < totals.length; i++) {
                    totals[i] += score.weight() * rated[i];
                }
            }
        }
        return feasible.get(anyHighest(totals));
    }

    /** One of the highest, each with the same chance, found in one pass. */
    private int anyHighest(long[] totals) {
        int chosen = 0;
        int equals = 1;
        for (int i = 1; i < totals.length; i++) {
            if (totals[i] > totals[chosen]) {
                chosen = i;
                equals = 1;
            } else if (totals[i] == totals[chosen] && random.nextInt(++equals) == 0) {
                chosen = i;
            }
        }
        return chosen;
    }

    private record PreparedFilter(Filter filter, NodeCheck check) {}
}
