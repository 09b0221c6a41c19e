package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.cluster.NodeTable;
import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Filter;
import dev.kaptan.scheduler.framework.NodeCheck;
import dev.kaptan.scheduler.framework.Verdict;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.Neighbours;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.PodTerm;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps Pods near those they must be near, and apart from those either side must not be near. */
public final class InterPodAffinity implements Filter {

    private static final Verdict NOT_NEAR =
            Verdict.unresolvable("node(s) didn't match pod affinity rules");
    private static final Verdict NOT_APART =
            Verdict.rejected("node(s) didn't match pod anti-affinity rules");
    private static final Verdict UNWELCOME =
            Verdict.rejected("node(s) didn't satisfy existing pods anti-affinity rules");

    @Override
    public String name() {
        return "InterPodAffinity";
    }

    @Override
    public @Nullable NodeCheck prepare(PodInfo pod, Snapshot cluster) {
        Neighbours wishes = pod.rules().neighbours();
        Places unwelcome = unwelcome(pod, cluster);
        if (wishes.near().isEmpty() && wishes.apart().isEmpty() && unwelcome.isEmpty()) {
            return null;
        }
        Places near = new Places();
        Places apart = new Places();
        collect(wishes, cluster, near, apart);
        boolean mayBeFirst = near.isEmpty() && matchesAll(wishes.near(), pod, cluster);
        return node -> {
            if (!isNear(wishes.near(), near, mayBeFirst, node)) {
                return NOT_NEAR;
            }
            if (!isApart(wishes.apart(), apart, node)) {
                return NOT_APART;
            }
            return unwelcome.of(node.description()) > 0 ? UNWELCOME : Verdict.FEASIBLE;
        };
    }

    /** The places where somebody stands who must not be near this Pod. */
    private static Places unwelcome(PodInfo pod, Snapshot cluster) {
        var unwelcome = new Places();
        for (Snapshot.Resident resident : cluster.residents()) {
            for (PodTerm term : resident.pod().rules().neighbours().apart()) {
                if (term.matches(pod, cluster.namespaceLabels())) {
                    unwelcome.add(term.topologyKey(), resident.node(), 1);
                }
            }
        }
        return unwelcome;
    }

    private static void collect(Neighbours wishes, Snapshot cluster, Places near, Places apart) {
        if (wishes.near().isEmpty() && wishes.apart().isEmpty()) {
            return;
        }
        NodeTable nodes = cluster.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            NodeInfo node = nodes.get(i);
            for (PodInfo other : node.pods()) {
                collect(wishes, cluster.namespaceLabels(), node, other, near, apart);
            }
        }
    }

    private static void collect(
            Neighbours wishes,
            Map<String, Map<String, String>> namespaceLabels,
            NodeInfo node,
            PodInfo other,
            Places near,
            Places apart) {
        boolean wanted =
                wishes.near().stream().allMatch(term -> term.matches(other, namespaceLabels));
        if (wanted) {
            wishes.near().forEach(term -> near.add(term.topologyKey(), node.description(), 1));
        }
        for (PodTerm term : wishes.apart()) {
            if (term.matches(other, namespaceLabels)) {
                apart.add(term.topologyKey(), node.description(), 1);
            }
        }
    }

    /** The first Pod of a group that wants to stand together cannot wait for itself. */
    private static boolean isNear(
            List<PodTerm> terms, Places near, boolean mayBeFirst, NodeInfo node) {
        for (PodTerm term : terms) {
            boolean hasKey = node.description().labels().containsKey(term.topologyKey());
            boolean hasMatch = near.of(term.topologyKey(), node.description()) > 0;
            if (!hasKey || (!hasMatch && !mayBeFirst)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isApart(List<PodTerm> terms, Places apart, NodeInfo node) {
        for (PodTerm term : terms) {
            if (apart.of(term.topologyKey(), node.description()) > 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesAll(List<PodTerm> terms, PodInfo pod, Snapshot cluster) {
        return terms.stream().allMatch(term -> term.matches(pod, cluster.namespaceLabels()));
    }

    @Override
    public Set<ClusterEvent> changesItsMindOn() {
        return EnumSet.of(
                ClusterEvent.NODE_LABELS_CHANGED,
                ClusterEvent.POD_FREED,
                ClusterEvent.POD_ASSIGNED);
    }
}
