package dev.kaptan.state.auth;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who holds which token. As in etcd they are not part of snapshots and die when nobody uses them;
 * whoever loses one authenticates anew.
 */
public final class Tokens {

    private record Holder(String user, long expiresMillis) {}

    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration life;

    /**
     * @param life of a token since its last use
     */
    public Tokens(Clock clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    /** Takes a token over that some member has issued; one that is too old stays unknown. */
    public void issued(String token, String user, long issuedMillis) {
        long expires = issuedMillis + life.toMillis();
        if (expires > clock.millis()) {
            holders.put(token, new Holder(user, expires));
        }
    }

    /** Whose token it is, null if it is unknown or has expired; its life begins anew. */
    public @Nullable String use(String token) {
        long now = clock.millis();
        var holder =
                holders.computeIfPresent(
                        token,
                        (key, each) ->
                                each.expiresMillis <= now
                                        ? null
                                        : new Holder(each.user, now + life.toMillis()));
        return holder == null ? null : holder.user;
    }

    /** Forgets what a change makes worthless. */
    public void changed(AuthChange change) {
        switch (change) {
            case AuthChange.Disable disable -> holders.clear();
            case AuthChange.DeleteUser(var name) -> forget(name);
            case AuthChange.ChangePassword(var name, var hash) -> forget(name);
            default -> {}
        }
    }

    /** Forgets what has expired; to be called now and then. */
    public void tidy() {
        long now = clock.millis();
        holders.values().removeIf(each -> each.expiresMillis <= now);
    }

    private void forget(String user) {
        holders.values().removeIf(each -> each.user.equals(user));
    }
}
