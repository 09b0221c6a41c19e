package dev.kaptan.scheduler.framework;

/**
 * How many feasible Nodes are enough to choose from. Large clusters look at a share that shrinks
 * from one half to 5 % (upstream's {@code percentageOfNodesToScore: 0}).
 *
 * @param percentage 1 to 100, or 0 to adapt to the size of the cluster
 */
public record Sampling(int percentage) {

    public static final Sampling ADAPTIVE = new Sampling(0);

    private static final int ALWAYS_ALL = 100;
    private static final int LOWEST_PERCENTAGE = 5;

    public Sampling {
        if (percentage < 0 || percentage > 100) {
            throw new IllegalArgumentException(
                    "percentage of Nodes to score must be within 0..100, is " + percentage);
        }
    }

    int enoughOf(int nodes) {
        if (nodes < ALWAYS_ALL || percentage == 100) {
            return nodes;
        }
        int share = percentage > 0 ? percentage : Math.max(LOWEST_PERCENTAGE, 50 - nodes / 125);
        return Math.max(ALWAYS_ALL, (int) ((long) nodes * share / 100));
    }
}
