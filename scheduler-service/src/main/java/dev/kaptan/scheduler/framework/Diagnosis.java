package dev.kaptan.scheduler.framework;

import dev.kaptan.scheduler.model.ClusterEvent;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Why a Pod fits nowhere.
 *
 * @param nodes how many Nodes there are
 * @param reasons how many Nodes each reason holds for
 * @param crowded the indexes of the Nodes that the Pod might fit on if others left
 * @param helpedBy what may change that
 */
public record Diagnosis(
        int nodes,
        Map<String, Integer> reasons,
        List<Integer> crowded,
        Set<ClusterEvent> helpedBy) {

    public Diagnosis {
        reasons = Map.copyOf(reasons);
        crowded = List.copyOf(crowded);
        helpedBy = Set.copyOf(helpedBy);
    }

    /** Upstream's sentence: reasons with their counts, sorted as text. */
    public String message() {
        if (nodes == 0) {
            return "no nodes available to schedule pods";
        }
        return sentence(nodes, reasons);
    }

    static String sentence(int nodes, Map<String, Integer> reasons) {
        return reasons.entrySet().stream()
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .sorted()
                .collect(Collectors.joining(", ", "0/" + nodes + " nodes are available: ", "."));
    }

    /** Collects rejections Node by Node. */
    static final class Collector {

        private final Map<String, Integer> reasons = new TreeMap<>();
        private final Set<ClusterEvent> helpedBy = EnumSet.of(ClusterEvent.NODE_ADDED);

        private final List<Integer> crowded = new ArrayList<>();

        void add(int index, Filter filter, Verdict.Rejected rejection) {
            if (rejection.removalMayHelp()) {
                crowded.add(index);
            }
            rejection.reasons().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
            helpedBy.addAll(filter.changesItsMindOn());
        }

        Diagnosis of(int nodes) {
            return new Diagnosis(nodes, reasons, crowded, helpedBy);
        }
    }
}
