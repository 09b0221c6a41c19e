package dev.kaptan.proof.run;

import java.time.Duration;

/**
 * How much goes on in a round.
 *
 * @param clients that call, each for itself
 * @param pause mean time between a client's answer and its next call
 * @param watchers beside the one at each member that sees everything
 * @param time of traffic and faults, before everything is healed and checked
 */
public record Load(int clients, Duration pause, int watchers, Duration time) {

    public Load {
        if (clients < 1 || watchers < 0 || !time.isPositive()) {
            throw new IllegalArgumentException(
                    "a round needs a client and a time: "
                            + clients
                            + " clients, "
                            + watchers
                            + " watchers, "
                            + time);
        }
    }

    /** Enough to collide on every key, little enough for a machine with two cores. */
    public static Load usual() {
        return new Load(8, Duration.ofMillis(30), 4, Duration.ofSeconds(20));
    }

    public Load lasting(Duration other) {
        return new Load(clients, pause, watchers, other);
    }
}
