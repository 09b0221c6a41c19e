package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;

import org.apache.ratis.protocol.RaftPeerId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether an entry finds room: on this member's disk, and where it leads, on those of so many
 * others that it can be committed.
 *
 * <p>A follower lets entries wait that its disk has no room for, as {@link EntryGate} says. Its
 * leader would only see silence, so the follower says why.
 */
final class Room {

    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    /** How long it counts that a member has said so; it says it again with the next entries. */
    private static final Duration MEMORY = Duration.ofSeconds(5);

    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(1);

    private final FreeSpace own;
    private final Peers peers;
    private final Map<RaftPeerId, Long> fullAt = new ConcurrentHashMap<>();
    private final AtomicLong nextWord = new AtomicLong(System.nanoTime());
    private volatile long noMajorityUntil = System.nanoTime();
    private volatile @Nullable Raft raft;

    Room(FreeSpace own, Peers peers) {
        this.own = own;
        this.peers = peers;
    }

    /** This member's disk. */
    FreeSpace own() {
        return own;
    }

    /** From now on members can be told from each other. */
    void among(Raft group) {
        raft = group;
    }

    /** Throws {@link LogException} where the next entry would wait for room, or fail. */
    void require() {
        own.require();
        if (noMajorityUntil - System.nanoTime() > 0) {
            throw LogException.noSpace();
        }
    }

    /** That leader's entries wait for room on this member's disk. Returns at once. */
    void waits(RaftPeerId leader) {
        var group = raft;
        var address = group == null ? null : group.addressOf(leader);
        if (group != null && address != null && isTimeForAWord()) {
            var self = group.self().toString().getBytes(StandardCharsets.UTF_8);
            // Nobody waits for the answer: it is said again.
            peers.call(address, PeerCall.NO_ROOM, self, BETWEEN_WORDS);
        }
    }

    /** This member's entries wait for room on that one's disk. */
    void waitsAt(RaftPeerId member) {
        var group = raft;
        if (group == null) {
            return;
        }
        long now = System.nanoTime();
        fullAt.put(member, now);
        fullAt.values().removeIf(at -> now - at > MEMORY.toNanos());
        if (!group.majority(peer -> !fullAt.containsKey(peer))) {
            if (now - noMajorityUntil >= 0) {
                LOG.error(
                        "the disks of {} have no room for entries, writes are refused; make room",
                        fullAt.keySet());
            }
            noMajorityUntil = now + MEMORY.toNanos();
        }
    }

    private boolean isTimeForAWord() {
        long now = System.nanoTime();
        long due = nextWord.get();
        return now - due >= 0 && nextWord.compareAndSet(due, now + BETWEEN_WORDS.toNanos());
    }
}
