package dev.kaptan.scheduler.reader;

import dev.kaptan.scheduler.model.Neighbours;
import dev.kaptan.scheduler.model.PodSelector;
import dev.kaptan.scheduler.model.PodTerm;
import dev.kaptan.scheduler.model.SpreadConstraint;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads what a Pod wants of its neighbours. */
final class NeighbourReader {

    private final String namespace;
    private final Map<String, String> labels;

    private NeighbourReader(Pod pod) {
        this.namespace = pod.getMetadata().getNamespace();
        this.labels =
                Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of());
    }

    static Neighbours read(Pod pod) {
        @Nullable Affinity affinity = pod.getSpec().getAffinity();
        var constraints = pod.getSpec().getTopologySpreadConstraints();
        if (affinity == null && constraints.isEmpty()) {
            return Neighbours.ANY;
        }
        return new NeighbourReader(pod).neighbours(affinity, constraints);
    }

    private Neighbours neighbours(
            @Nullable Affinity affinity, List<TopologySpreadConstraint> constraints) {
        var near = new ArrayList<PodTerm>();
        var apart = new ArrayList<PodTerm>();
        var preferred = new ArrayList<PodTerm.Weighted>();
        if (affinity != null && affinity.getPodAffinity() != null) {
            var stated = affinity.getPodAffinity();
            near.addAll(terms(stated.getRequiredDuringSchedulingIgnoredDuringExecution()));
            preferred.addAll(
                    weighted(stated.getPreferredDuringSchedulingIgnoredDuringExecution(), 1));
        }
        if (affinity != null && affinity.getPodAntiAffinity() != null) {
            var stated = affinity.getPodAntiAffinity();
            apart.addAll(terms(stated.getRequiredDuringSchedulingIgnoredDuringExecution()));
            preferred.addAll(
                    weighted(stated.getPreferredDuringSchedulingIgnoredDuringExecution(), -1));
        }
        var spread = constraints.stream().map(this::constraint).toList();
        return new Neighbours(near, apart, preferred, spread);
    }

    private List<PodTerm> terms(List<PodAffinityTerm> stated) {
        return stated.stream().map(this::term).toList();
    }

    private List<PodTerm.Weighted> weighted(List<WeightedPodAffinityTerm> stated, int sign) {
        return stated.stream()
                .map(one ->
                        new PodTerm.Weighted(
                                sign * one.getWeight(), term(one.getPodAffinityTerm())))
                .toList();
    }

    /** Without namespaces and a selector of them, the Pod's own namespace is meant. */
    private PodTerm term(PodAffinityTerm stated) {
        boolean ownNamespace =
                stated.getNamespaces().isEmpty() && stated.getNamespaceSelector() == null;
        PodSelector pods =
                Selectors.selector(
                        stated.getLabelSelector(),
                        labels,
                        stated.getMatchLabelKeys(),
                        stated.getMismatchLabelKeys());
        return new PodTerm(
                pods,
                ownNamespace ? Set.of(namespace) : Set.copyOf(stated.getNamespaces()),
                Selectors.selector(stated.getNamespaceSelector()),
                stated.getTopologyKey());
    }

    private SpreadConstraint constraint(TopologySpreadConstraint stated) {
        return new SpreadConstraint(
                stated.getMaxSkew(),
                stated.getTopologyKey(),
                !"ScheduleAnyway".equals(stated.getWhenUnsatisfiable()),
                Selectors.selector(
                        stated.getLabelSelector(), labels, stated.getMatchLabelKeys(), List.of()),
                Objects.requireNonNullElse(stated.getMinDomains(), 1),
                !"Ignore".equals(stated.getNodeAffinityPolicy()),
                "Honor".equals(stated.getNodeTaintsPolicy()));
    }
}
