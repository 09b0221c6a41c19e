package dev.kaptan.state.log;

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
     * Blocks until this member's machine has applied every entry that any member acknowledged
     * before the call. Throws {@link LogException} where no quorum confirms that.
     */
    void barrier();

    /** Writes a snapshot now and drops the entries that it covers. */
    void snapshot();

    LogStatus status();

    /** Raft's current term, cheaply. */
    long term();

    /** Whether {@link #barrier} returns at once because nobody else could acknowledge anything. */
    boolean alone();

    /** Stops; what was appended before is kept. */
    @Override
    void close();
}
