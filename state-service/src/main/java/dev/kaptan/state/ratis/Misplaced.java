package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.MembershipException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * Has a member hand over that leads where the others do not find it. It was moved to another peer
 * URL and has not been restarted there yet: it reaches the others, but they cannot pass on to it
 * what they are asked. It leads on where nobody else could.
 */
final class Misplaced {

    private static final Logger LOG = LoggerFactory.getLogger(Misplaced.class);

    /** Time enough to connect to oneself. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Raft raft;
    private final Peers peers;
    private final MemberChanges changes;
    private final String address;

    /**
     * @param address where this member listens
     */
    Misplaced(Raft raft, Peers peers, MemberChanges changes, String address) {
        this.raft = raft;
        this.peers = peers;
        this.changes = changes;
        this.address = address;
    }

    /** Blocks while this member leads and is not found. */
    void handOver() throws InterruptedException {
        for (boolean first = true; raft.leads() && raft.runs(); first = false) {
            var expected = raft.addressOf(raft.self());
            // By another name it may well be found.
            if (expected == null || expected.equals(address) || peers.connected(expected)) {
                return;
            }
            if (!first) {
                tryToHandOver(expected);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private void tryToHandOver(String expected) {
        if (!changes.othersGoOn()) {
            return;
        }
        LOG.warn(
                "this member leads, but the others look for it at {} and not at {}: it hands over;"
                        + " restart it there",
                expected,
                address);
        try {
            changes.handOver(raft.voters());
        } catch (MembershipException | LogException notYet) {
            LOG.debug("leadership was not handed over yet", notYet);
        }
    }
}
