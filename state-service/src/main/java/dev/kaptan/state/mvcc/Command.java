package dev.kaptan.state.mvcc;

/** A change that is replicated and applied by every member in the same order. */
public sealed interface Command
        permits Operation.Put,
                Operation.Delete,
                Operation.Txn,
                Command.Compact,
                Command.LeaseGrant,
                Command.LeaseRevoke {

    /** Forgets what was superseded before {@code revision}. */
    record Compact(long revision) implements Command {}

    /**
     * Creates a lease.
     *
     * @param id chosen by whoever proposes, never 0
     * @param ttlSeconds how long it lives without being kept alive
     */
    record LeaseGrant(long id, long ttlSeconds) implements Command {}

    /** Ends a lease, on demand or because the leader saw it expire, and deletes its keys. */
    record LeaseRevoke(long id) implements Command {}
}
