package dev.kaptan.state.log;

import java.util.concurrent.CompletableFuture;

/**
 * An ordered, durable sequence of entries on which all members agree. What {@link #append} has
 * returned for survives the crash of any minority of members, and of all of them together.
 *
 * <p>Every implementation runs {@code ReplicatedLogContract}.
 *
 * @param <R> what the machine answers to an entry
 */
public interface ReplicatedLog<R> extends AutoCloseable {

    /**
     * Blocks until the entry is committed and applied by this member's machine, and returns what
     * that answered. Throws {@link LogException}; the entry may then be applied or not.
     */
    R append(byte[] entry);

    /**
     * As {@link #append}, but returns at once. The answer comes on the thread that applies entries
     * where there is no other cause for a change of thread: whoever goes on there must not block,
     * and must be quick. What prevents the entry at once may be thrown at once.
     *
     * @return fails with {@link LogException}
     */
    CompletableFuture<R> submit(byte[] entry);

    /**
     * As {@link #append}, but only where this member leads: for what a leader decides from what it
     * alone knows. Throws {@link LogException} with NO_LEADER elsewhere.
     */
    default R appendLeading(byte[] entry) {
        if (!status().isLeader()) {
            throw LogException.noLeader(null);
        }
        return append(entry);
    }

    /**
     * Asks the leader's machine something that is not replicated; whoever answered still led
     * afterwards. Throws {@link LogException} where nobody leads.
     */
    byte[] askLeader(byte[] question);

    /**
     * Blocks until this member's machine has applied every entry that any member acknowledged
     * before the call. Throws {@link LogException} where no quorum confirms that.
     */
    void barrier();

    /** As {@link #barrier}, but returns at once; what follows is told as {@link #submit} says. */
    CompletableFuture<Void> submitBarrier();

    /**
     * Writes a snapshot now and drops the entries that it covers. Throws {@link LogException} where
     * none could be written.
     */
    void snapshot();

    LogStatus status();

    /** The leader's id, 0 if none is known; cheaply. */
    default long leader() {
        return status().leader();
    }

    /** False once it can take nothing more until it is opened again. */
    boolean works();

    /** The last entry that this member knows to be committed; the machine may be behind it. */
    default long committedIndex() {
        return status().appliedIndex();
    }

    Membership membership();

    default PeerTraffic peerTraffic() {
        return PeerTraffic.NONE;
    }

    /** Raft's current term, cheaply. */
    long term();

    /** Whether {@link #barrier} returns at once because nobody else could acknowledge anything. */
    boolean alone();

    /** Stops; what was appended before is kept. */
    @Override
    void close();
}
