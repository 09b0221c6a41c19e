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
import java.util.function.LongSupplier;

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
    private final LongSupplier nanos;
    private final Map<RaftPeerId, Long> fullSince = new ConcurrentHashMap<>();
    private final AtomicLong nextWord;
    private volatile long noMajorityUntil;
    private volatile @Nullable Raft raft;

    /**
     * @param nanos the time, as {@link System#nanoTime}
     */
    Room(FreeSpace own, Peers peers, LongSupplier nanos) {
        this.own = own;
        this.peers = peers;
        this.nanos = nanos;
        this.nextWord = new AtomicLong(nanos.getAsLong());
        this.noMajorityUntil = nanos.getAsLong();
    }

    /** From now on members can be told from each other. */
    void among(Raft group) {
        raft = group;
    }

    /** Throws {@link LogException} where the next entry would wait for room, or fail. */
    void require() {
        own.require();
        if (noMajorityUntil - nanos.getAsLong() > 0) {
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
        long now = nanos.getAsLong();
        fullSince.put(member, now);
        fullSince.values().removeIf(since -> now - since > MEMORY.toNanos());
        if (!group.majority(peer -> !fullSince.containsKey(peer))) {
            if (now - noMajorityUntil >= 0) {
                LOG.error(
                        "the disks of {} have no room for entries, writes are refused; make room",
                        fullSince.keySet());
            }
            noMajorityUntil = now + MEMORY.toNanos();
        }
    }

    private boolean isTimeForAWord() {
        long now = nanos.getAsLong();
        long due = nextWord.get();
        return now - due >= 0 && nextWord.compareAndSet(due, now + BETWEEN_WORDS.toNanos());
    }
}
