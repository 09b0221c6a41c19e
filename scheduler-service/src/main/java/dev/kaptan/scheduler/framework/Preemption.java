package dev.kaptan.scheduler.framework;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Finds a Node that a Pod fits on once Pods of lower priority have left, and as few and as
 * unimportant ones as possible. Looks at 100 Nodes or a tenth of all, whichever is more, as
 * upstream. Does not know disruption budgets.
 */
public final class Preemption {

    private static final int ENOUGH = 100;
    private static final String HOPELESS = "Preemption is not helpful for scheduling";
    private static final String NO_VICTIMS = "No preemption victims found for incoming pod";

    private static final Comparator<PodInfo> MOST_IMPORTANT_FIRST =
            Comparator.comparingInt(PodInfo::priority).reversed();

    /** The least loss first: by the highest priority among the victims, then by their sum. */
    private static final Comparator<Outcome.Evict> LEAST_LOSS =
            Comparator.comparingInt((Outcome.Evict evict) -> highestPriority(evict.victims()))
                    .thenComparingLong(evict -> sumOfPriorities(evict.victims()))
                    .thenComparingInt(evict -> evict.victims().size());

    private final List<Filter> filters;
    private final RandomGenerator random;

    public Preemption(List<Filter> filters, RandomGenerator random) {
        this.filters = List.copyOf(filters);
        this.random = random;
    }

    /** What comes of looking. */
    public sealed interface Outcome {

        /** These Pods have to leave that Node. */
        record Evict(String nodeName, List<PodInfo> victims) implements Outcome {
            public Evict {
                victims = List.copyOf(victims);
            }
        }

        /** Nobody has to leave, for the reason in the message. */
        record Futile(String message) implements Outcome {}
    }

    public Outcome plan(PodInfo pod, Snapshot cluster, Diagnosis diagnosis) {
        if (!pod.mayPreempt()) {
            return new Outcome.Futile("preemption: not eligible due to preemptionPolicy=Never.");
        }
        var reasons = new TreeMap<String, Integer>();
        var candidates = new ArrayList<Outcome.Evict>();
        for (int index : sample(diagnosis)) {
            Outcome.@Nullable Evict candidate = candidate(pod, cluster, index, reasons);
            if (candidate != null) {
                candidates.add(candidate);
            }
        }
        return candidates.isEmpty()
                ? new Outcome.Futile(explain(diagnosis, reasons))
                : Collections.min(candidates, LEAST_LOSS);
    }

    private List<Integer> sample(Diagnosis diagnosis) {
        List<Integer> crowded = diagnosis.crowded();
        int enough = Math.max(ENOUGH, diagnosis.nodes() / 10);
        if (crowded.size() <= enough) {
            return crowded;
        }
        var rotated = new ArrayList<>(crowded);
        Collections.rotate(rotated, random.nextInt(crowded.size()));
        return rotated.subList(0, enough);
    }

    private static String explain(Diagnosis diagnosis, Map<String, Integer> reasons) {
        if (diagnosis.nodes() == 0) {
            return "";
        }
        int hopeless = diagnosis.nodes() - diagnosis.crowded().size();
        if (hopeless > 0) {
            reasons.merge(HOPELESS, hopeless, Integer::sum);
        }
        return "preemption: " + Diagnosis.sentence(diagnosis.nodes(), reasons);
    }

    private Outcome.@Nullable Evict candidate(
            PodInfo pod, Snapshot cluster, int index, Map<String, Integer> reasons) {
        NodeInfo node = cluster.nodes().get(index);
        List<PodInfo> lesser =
                node.pods().stream()
                        .filter(other -> other.priority() < pod.priority())
                        .sorted(MOST_IMPORTANT_FIRST)
                        .toList();
        if (lesser.isEmpty()) {
            reasons.merge(NO_VICTIMS, 1, Integer::sum);
            return null;
        }
        if (judge(pod, cluster.without(index, lesser), index) instanceof Verdict.Rejected why) {
            why.reasons().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
            return null;
        }
        return new Outcome.Evict(node.name(), victims(pod, cluster, index, lesser));
    }

    /** Spares, from the most important one on, everybody whom the Pod can live with. */
    private List<PodInfo> victims(PodInfo pod, Snapshot cluster, int index, List<PodInfo> lesser) {
        var victims = new ArrayList<>(lesser);
        for (PodInfo spared : lesser) {
            victims.remove(spared);
            if (judge(pod, cluster.without(index, victims), index) instanceof Verdict.Rejected) {
                victims.add(spared);
            }
        }
        return victims;
    }

    private Verdict judge(PodInfo pod, Snapshot cluster, int index) {
        for (Filter filter : filters) {
            @Nullable NodeCheck check = filter.prepare(pod, cluster);
            if (check != null
                    && check.fits(cluster.nodes().get(index)) instanceof Verdict.Rejected why) {
                return why;
            }
        }
        return Verdict.FEASIBLE;
    }

    private static int highestPriority(List<PodInfo> victims) {
        return victims.stream().mapToInt(PodInfo::priority).max().orElse(Integer.MIN_VALUE);
    }

    private static long sumOfPriorities(List<PodInfo> victims) {
        // Upstream's offset: a Pod of negative priority must not make a set of victims cheaper.
        return victims.stream().mapToLong(pod -> pod.priority() + (1L << 31)).sum();
    }
}
