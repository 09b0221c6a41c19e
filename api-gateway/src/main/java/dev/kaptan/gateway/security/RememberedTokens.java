package dev.kaptan.gateway.security;

import dev.kaptan.api.engine.auth.TokenAuthenticator;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers for ten seconds whose token it is, as upstream does: verifying a signature and asking
 * the store for the token's account costs more than most requests. Refusals are not remembered.
 */
final class RememberedTokens implements TokenAuthenticator {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    /** Above it all are forgotten, so that many tokens cannot fill the heap. */
    private static final int MOST = 4096;

    private final Supplier<TokenAuthenticator> verifier;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Identity identity, long untilMillis) {}

    RememberedTokens(Supplier<TokenAuthenticator> verifier, Clock clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /** Only what is meant for this API server is remembered: {@code audiences} is empty then. */
    @Override
    public @Nullable Identity authenticate(String token, List<String> audiences) {
        if (!audiences.isEmpty()) {
            return verifier.get().authenticate(token, audiences);
        }
        var remembered = known.get(token);
        if (remembered != null && clock.millis() < remembered.untilMillis) {
            return remembered.identity;
        }
        return verify(token);
    }

    private @Nullable Identity verify(String token) {
        long until = clock.millis() + REMEMBERED.toMillis();
        var identity = verifier.get().authenticate(token, List.of());
        if (identity == null) {
            known.remove(token);
            return null;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(token, new Known(identity, until));
        return identity;
    }
}
