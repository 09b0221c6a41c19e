package dev.kaptan.client.election;

import java.time.Duration;

/**
 * Who stands for election, and how patient everybody is.
 *
 * @param namespace of the Lease
 * @param name of the Lease
 * @param identity of this process; differs from that of all other candidates
 * @param leaseDuration how long others wait after the leader's last renewal
 * @param renewDeadline how long the leader tries to renew before it gives up
 * @param renewInterval how often the leader renews
 * @param retryPeriod how often a candidate looks, and a leader tries again after a failure
 */
public record LeaderElectionSettings(
        String namespace,
        String name,
        String identity,
        Duration leaseDuration,
        Duration renewDeadline,
        Duration renewInterval,
        Duration retryPeriod) {
    public LeaderElectionSettings {
        requireLess("renewDeadline", renewDeadline, "leaseDuration", leaseDuration);
        requireLess("renewInterval", renewInterval, "renewDeadline", renewDeadline);
        requireLess("retryPeriod", retryPeriod, "renewDeadline", renewDeadline);
    }

    /**
     * Upstream's 15 s, 10 s and 2 s. A leader renews every 5 s only: that leaves two retries within
     * the deadline and saves most of an idle cluster's writes.
     */
    public static LeaderElectionSettings upstream(String namespace, String name, String identity) {
        return new LeaderElectionSettings(
                namespace,
                name,
                identity,
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
    }

    private static void requireLess(String small, Duration less, String big, Duration more) {
        if (less.compareTo(more) >= 0) {
            throw new IllegalArgumentException(
                    small + " " + less + " must be shorter than " + big + " " + more);
        }
    }
}
