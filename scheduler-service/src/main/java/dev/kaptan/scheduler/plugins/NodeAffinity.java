package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Filter;
import dev.kaptan.scheduler.framework.NodeCheck;
import dev.kaptan.scheduler.framework.Verdict;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.NodeDescription;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.NodeTerm;
import dev.kaptan.scheduler.model.PlacementRules;
import dev.kaptan.scheduler.model.PodInfo;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Wants every label of the node selector, and one of the required node affinity terms. */
public final class NodeAffinity implements Filter {

    private static final Verdict REJECTED =
            Verdict.unresolvable("node(s) didn't match Pod's node affinity/selector");

    @Override
    public String name() {
        return "NodeAffinity";
    }

    @Override
    public @Nullable NodeCheck prepare(PodInfo pod, Snapshot cluster) {
        PlacementRules rules = pod.rules();
        return rules.nodeSelector().isEmpty() && rules.requiredTerms() == null
                ? null
                : node -> fits(pod, node);
    }

    static Verdict fits(PodInfo pod, NodeInfo node) {
        PlacementRules rules = pod.rules();
        boolean matches =
                selects(rules.nodeSelector(), node.description())
                        && oneMatches(rules.requiredTerms(), node.description());
        return matches ? Verdict.FEASIBLE : REJECTED;
    }

    private static boolean selects(Map<String, String> selector, NodeDescription node) {
        return node.labels().entrySet().containsAll(selector.entrySet());
    }

    private static boolean oneMatches(@Nullable List<NodeTerm> terms, NodeDescription node) {
        return terms == null || terms.stream().anyMatch(term -> term.matches(node));
    }

    @Override
    public Set<ClusterEvent> changesItsMindOn() {
        return Set.of(ClusterEvent.NODE_LABELS_CHANGED);
    }
}
