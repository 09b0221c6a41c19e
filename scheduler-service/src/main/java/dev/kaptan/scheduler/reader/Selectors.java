package dev.kaptan.scheduler.reader;

import dev.kaptan.scheduler.model.PodSelector;
import dev.kaptan.scheduler.model.Requirement;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Label selectors of the API as {@link PodSelector}s. */
final class Selectors {

    private Selectors() {}

    /** A missing selector selects nothing, an empty one everything, as upstream documents. */
    static PodSelector selector(@Nullable LabelSelector stated) {
        return stated == null ? PodSelector.NOTHING : new PodSelector(requirements(stated));
    }

    /** A selector that also wants, or does not want, the Pod's own values of some labels. */
    static PodSelector selector(
            @Nullable LabelSelector stated,
            Map<String, String> ownLabels,
            List<String> sameKeys,
            List<String> otherKeys) {
        if (stated == null) {
            return PodSelector.NOTHING;
        }
        var requirements = requirements(stated);
        addOwn(requirements, ownLabels, sameKeys, Requirement.Operator.IN);
        addOwn(requirements, ownLabels, otherKeys, Requirement.Operator.NOT_IN);
        return new PodSelector(requirements);
    }

    private static void addOwn(
            List<Requirement> requirements,
            Map<String, String> ownLabels,
            List<String> keys,
            Requirement.Operator operator) {
        for (String key : keys) {
            @Nullable String own = ownLabels.get(key);
            if (own != null) {
                requirements.add(new Requirement(key, operator, Set.of(own)));
            }
        }
    }

    private static List<Requirement> requirements(LabelSelector stated) {
        var requirements = new ArrayList<Requirement>();
        if (stated.getMatchLabels() != null) {
            stated.getMatchLabels()
                    .forEach((key, value) ->
                            requirements.add(
                                    new Requirement(key, Requirement.Operator.IN, Set.of(value))));
        }
        for (LabelSelectorRequirement one : stated.getMatchExpressions()) {
            requirements.add(
                    new Requirement(
                            one.getKey(),
                            Affinities.operator(one.getOperator()),
                            Set.copyOf(one.getValues())));
        }
        return requirements;
    }
}
