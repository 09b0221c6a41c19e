package dev.kaptan.state.grpc;

import dev.kaptan.state.auth.Access;
import dev.kaptan.state.auth.AuthException;
import dev.kaptan.state.auth.AuthRefusal;
import dev.kaptan.state.auth.Caller;
import dev.kaptan.state.auth.Tokens;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.mvcc.View;
import dev.kaptan.state.store.StateStore;

import org.jspecify.annotations.Nullable;

/**
 * Asks of every call whose it is and what he may do. Costs one look while authentication is off.
 */
final class Guard {

    private final StateStore store;
    private final Tokens tokens;

    Guard(StateStore store, Tokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    /** Who makes the running call; refused if his token is unknown. */
    Caller caller() {
        return caller(Credentials.current());
    }

    private Caller caller(@Nullable Credentials credentials) {
        if (credentials == null) {
            return Caller.NOBODY;
        }
        long revision = store.readLocally().auth().revision();
        var token = credentials.token();
        if (token != null) {
            var user = tokens.use(token);
            if (user == null) {
                throw new AuthException(AuthRefusal.INVALID_TOKEN);
            }
            return new Caller(user, revision);
        }
        var name = credentials.commonName();
        return name == null ? Caller.NOBODY : new Caller(name, revision);
    }

    /** The command as the running call's: whether it may is decided where it is applied. */
    Command called(Command command) {
        return isOn() ? new Command.CalledBy(caller(), command) : command;
    }

    /** The view, if the running call may read from it what the operation reads. */
    View read(View view, Operation operation) {
        return read(view, operation, Credentials.current());
    }

    /** As {@link #read(View, Operation)}, where the call that had these credentials waits. */
    View read(View view, Operation operation, @Nullable Credentials credentials) {
        return view.auth().enabled() ? view.permitting(caller(credentials), operation) : view;
    }

    /** Refused unless the running call may manage the store. */
    void administer() {
        if (isOn()) {
            access().administer();
        }
    }

    /** Refused unless somebody in particular makes the running call. */
    void identify() {
        if (isOn() && caller().user().isEmpty()) {
            throw new AuthException(AuthRefusal.USER_NAME_EMPTY);
        }
    }

    /** What the running call may do, by what this member knows. */
    Access access() {
        return new Access(store.readLocally().auth(), isOn() ? caller() : Caller.NOBODY);
    }

    private boolean isOn() {
        return store.readLocally().auth().enabled();
    }
}
