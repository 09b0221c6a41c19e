package dev.kaptan.proof.nemesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** What goes wrong in a round. The same seed gives the same plan. */
public record Plan(List<Step> steps) {

    private static final int AT_LEAST_MILLIS = 300;

    public Plan {
        steps = List.copyOf(steps);
    }

    /**
     * @param after quiet time before it
     * @param target number of a member, or {@link Step#LEADER}
     */
    public record Step(Duration after, Fault fault, int target, Duration length) {
        /** Whoever leads at that time. */
        public static final int LEADER = -1;
    }

    /** Faults one after the other until the time is over. */
    public static Plan random(
            SplittableRandom random, Set<Fault> faults, int members, Duration time) {
        var choice = List.copyOf(new java.util.TreeSet<>(faults));
        var steps = new ArrayList<Step>();
        for (long left = time.toMillis(); left > 0 && !choice.isEmpty(); ) {
            long after = AT_LEAST_MILLIS + random.nextLong(1_500);
            long length = AT_LEAST_MILLIS + random.nextLong(4_000);
            steps.add(
                    new Step(
                            Duration.ofMillis(after),
                            choice.get(random.nextInt(choice.size())),
                            random.nextBoolean() ? Step.LEADER : random.nextInt(members),
                            Duration.ofMillis(length)));
            left -= after + length;
        }
        return new Plan(steps);
    }
}
