package dev.kaptan.agent.plan;

import java.time.Instant;
import java.util.List;

/**
 * What to do for a Pod now.
 *
 * @param held containers that wait for their back-off to pass
 * @param again when to plan again if nothing changes before; {@link Instant#MAX} for never
 */
public record PodPlan(List<Step> steps, List<Held> held, Instant again) {

    /** A container that would be started, were it not for its back-off. */
    public record Held(String container, BackOff backOff, Instant until) {}

    public static final PodPlan NOTHING = new PodPlan(List.of(), List.of(), Instant.MAX);

    public PodPlan {
        steps = List.copyOf(steps);
        held = List.copyOf(held);
    }

    static PodPlan of(List<Step> steps) {
        return new PodPlan(steps, List.of(), Instant.MAX);
    }
}
