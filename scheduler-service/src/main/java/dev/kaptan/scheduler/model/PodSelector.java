package dev.kaptan.scheduler.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A label selector: all of its requirements must hold; without any it selects everything. */
public record PodSelector(List<Requirement> requirements) {

    public static final PodSelector EVERYTHING = new PodSelector(List.of());

    /** No value is in an empty set. */
    public static final PodSelector NOTHING =
            new PodSelector(List.of(new Requirement("", Requirement.Operator.IN, Set.of())));

    public PodSelector {
        requirements = List.copyOf(requirements);
    }

    public boolean matches(Map<String, String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }
}
