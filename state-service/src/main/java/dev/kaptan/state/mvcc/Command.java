package dev.kaptan.state.mvcc;

import dev.kaptan.state.auth.AuthChange;
import dev.kaptan.state.auth.Caller;

/** A change that is replicated and applied by every member in the same order. */
public sealed interface Command
        permits Operation.Put,
                Operation.Delete,
                Operation.Txn,
                Command.Compact,
                Command.LeaseGrant,
                Command.LeaseRevoke,
                Command.SetAlarm,
                Command.ChangeAuth,
                Command.IssueToken,
                Command.CalledBy {

    /** What is done, whoever asked for it. */
    default Command plain() {
        return this;
    }

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

    /** Raises an alarm, or takes it back. */
    record SetAlarm(Alarms.Alarm alarm, boolean active) implements Command {}

    /** Changes users, roles or permissions. */
    record ChangeAuth(AuthChange change) implements Command {}

    /**
     * Lets every member know a token.
     *
     * @param authRevision at which the password was verified; refused if it has changed since
     */
    record IssueToken(String user, String token, long authRevision, long issuedMillis)
            implements Command {}

    /** Carries a command out if its caller may, which only whoever applies it can tell. */
    record CalledBy(Caller caller, Command command) implements Command {
        @Override
        public Command plain() {
            return command;
        }
    }
}
