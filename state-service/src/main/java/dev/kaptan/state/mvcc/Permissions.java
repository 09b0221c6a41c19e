package dev.kaptan.state.mvcc;

import dev.kaptan.state.auth.Access;
import dev.kaptan.state.auth.AuthException;
import dev.kaptan.state.auth.AuthRefusal;
import dev.kaptan.state.auth.AuthState;
import dev.kaptan.state.auth.Caller;

import java.util.List;

/**
 * Which access a command or read needs (etcd: server/etcdserver/apply_auth.go). Throws {@link
 * AuthException} for what its caller may not do.
 */
public final class Permissions {

    private static final byte[] ALONE = {};

    private final State state;
    private final Access access;

    private Permissions(State state, Caller caller) {
        this.state = state;
        this.access = new Access(state.auth(), caller);
    }

    /** Whether a transaction's caller may do all that it could do. */
    static void check(State state, Caller caller, Operation operation) {
        if (state.auth().enabled()) {
            new Permissions(state, caller).operation(operation);
        }
    }

    static void check(State state, Command command) {
        if (!state.auth().enabled()) {
            return;
        }
        if (command instanceof Command.CalledBy(var caller, var inner)) {
            new Permissions(state, caller).command(inner);
        } else {
            new Permissions(state, Caller.NOBODY).command(command);
        }
    }

    /** A token is for a user who is there, with the password that was verified. */
    static void checkToken(AuthState auth, Command.IssueToken issue) {
        if (!auth.enabled()) {
            throw new AuthException(AuthRefusal.NOT_ENABLED);
        }
        if (auth.revision() != issue.authRevision()) {
            throw new AuthException(AuthRefusal.OLD_REVISION);
        }
        if (!auth.users().containsKey(issue.user())) {
            throw new AuthException(AuthRefusal.WRONG_CREDENTIALS);
        }
    }

    private void command(Command command) {
        switch (command) {
            case Operation operation -> operation(operation);
            case Command.LeaseRevoke(long id) -> leaseKeys(id);
            case Command.ChangeAuth change -> access.administer();
            // As in etcd the services decide about these, which change no key by themselves.
            case Command.Compact compact -> {}
            case Command.LeaseGrant grant -> {}
            case Command.SetAlarm alarm -> {}
            case Command.IssueToken issue -> {}
            case Command.CalledBy called -> throw new AuthException(AuthRefusal.PERMISSION_DENIED);
        }
    }

    private void operation(Operation operation) {
        switch (operation) {
            case Operation.Range range -> read(range.range());
            case Operation.Put put -> {
                access.write(put.key(), ALONE);
                leaseKeys(put.lease());
                if (put.previous()) {
                    access.read(put.key(), ALONE);
                }
            }
            case Operation.Delete delete -> {
                access.write(delete.range().start(), delete.range().rangeEnd());
                if (delete.previous()) {
                    read(delete.range());
                }
            }
            case Operation.Txn txn -> {
                txn.comparisons().forEach(each -> read(each.range()));
                List.of(txn.success(), txn.failure())
                        .forEach(each -> each.forEach(this::operation));
            }
        }
    }

    /** Whoever may not write a lease's keys can neither end it nor tie his own to it. */
    private void leaseKeys(long lease) {
        if (lease != 0) {
            state.attachments()
                    .visit(
                            State.attachmentsOf(lease),
                            key -> {
                                access.write(key, ALONE);
                                return true;
                            });
        }
    }

    private void read(KeyRange range) {
        access.read(range.start(), range.rangeEnd());
    }
}
