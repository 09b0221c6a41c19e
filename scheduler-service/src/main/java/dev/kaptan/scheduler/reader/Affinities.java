package dev.kaptan.scheduler.reader;

import dev.kaptan.scheduler.model.NodeTerm;
import dev.kaptan.scheduler.model.Requirement;

import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** Node affinity of the API as {@link NodeTerm}s. */
final class Affinities {

    private Affinities() {}

    static @Nullable List<NodeTerm> required(@Nullable NodeAffinity affinity) {
        var required =
                affinity == null
                        ? null
                        : affinity.getRequiredDuringSchedulingIgnoredDuringExecution();
        return required == null
                ? null
                : required.getNodeSelectorTerms().stream().map(Affinities::term).toList();
    }

    static List<NodeTerm.Preferred> preferred(@Nullable NodeAffinity affinity) {
        if (affinity == null) {
            return List.of();
        }
        return affinity.getPreferredDuringSchedulingIgnoredDuringExecution().stream()
                .map(one -> new NodeTerm.Preferred(one.getWeight(), term(one.getPreference())))
                .toList();
    }

    private static NodeTerm term(NodeSelectorTerm term) {
        return new NodeTerm(
                requirements(term.getMatchExpressions()), requirements(term.getMatchFields()));
    }

    private static List<Requirement> requirements(List<NodeSelectorRequirement> stated) {
        return stated.stream().map(Affinities::requirement).toList();
    }

    private static Requirement requirement(NodeSelectorRequirement stated) {
        return new Requirement(
                stated.getKey(), operator(stated.getOperator()), Set.copyOf(stated.getValues()));
    }

    static Requirement.Operator operator(String name) {
        return switch (name) {
            case "In" -> Requirement.Operator.IN;
            case "NotIn" -> Requirement.Operator.NOT_IN;
            case "Exists" -> Requirement.Operator.EXISTS;
            case "DoesNotExist" -> Requirement.Operator.DOES_NOT_EXIST;
            case "Gt" -> Requirement.Operator.GT;
            case "Lt" -> Requirement.Operator.LT;
            default ->
                    throw new IllegalArgumentException(
                            "node affinity operator must be In, NotIn, Exists, DoesNotExist, Gt or"
                                    + " Lt, is "
                                    + name);
        };
    }
}
