package dev.kaptan.state.grpc;

import dev.kaptan.state.auth.AuthException;
import dev.kaptan.state.auth.AuthRefusal;
import dev.kaptan.state.auth.Passwords;
import dev.kaptan.state.auth.Tokens;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Refused;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StateStore;
import dev.kaptan.state.store.StoreMachine;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;

/** Issues tokens, of which every member learns through the log. */
final class TokenOffice {

    private static final int TOKEN_BYTES = 24;

    private final StateStore store;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TokenOffice(StateStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Keeps tokens as the log tells. */
    static StoreMachine.Listener listener(Tokens tokens) {
        return new StoreMachine.Listener() {
            @Override
            public void applied(MvccStore store, long revision) {}

            @Override
            public void carriedOut(Command command, Outcome outcome) {
                if (outcome instanceof Outcome.Failed) {
                    return;
                }
                if (command instanceof Command.IssueToken issue) {
                    tokens.issued(issue.token(), issue.user(), issue.issuedMillis());
                } else if (command instanceof Command.ChangeAuth(var change)) {
                    tokens.changed(change);
                }
            }
        };
    }

    /**
     * A token for a user who knows his password; verifying costs a good part of a second's core.
     */
    String issue(String user, String password) {
        while (true) {
            var auth = store.read().auth();
            if (!auth.enabled()) {
                throw new AuthException(AuthRefusal.NOT_ENABLED);
            }
            Passwords.verify(auth, user, password);
            var token = newToken(auth.revision());
            try {
                store.execute(new Command.IssueToken(user, token, auth.revision(), clock.millis()));
                return token;
            } catch (Refused refused) {
                // Whatever has changed meanwhile may be the password.
                if (refused.authRefusal() != AuthRefusal.OLD_REVISION) {
                    throw refused;
                }
            }
        }
    }

    private String newToken(long revision) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "." + revision;
    }
}
