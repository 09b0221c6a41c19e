package dev.kaptan.agent.volume;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Asks for a new token when the one at hand has used up 80 % of its life, or is a day old. */
public final class TokenCache {
    private static final Duration OLDEST = Duration.ofHours(24);

    private record Key(String uid, @Nullable String audience, long seconds) {}

    private final TokenSource source;
    private final InstantSource clock;
    private final Map<Key, TokenSource.Token> tokens = new ConcurrentHashMap<>();

    public TokenCache(TokenSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    String token(Pod pod, @Nullable String audience, long seconds) {
        var key = new Key(pod.getMetadata().getUid(), audience, seconds);
        var token = tokens.get(key);
        if (token == null || isOld(token)) {
            token = source.request(pod, audience, seconds);
            tokens.put(key, token);
        }
        return token.value();
    }

    void forget(String uid) {
        tokens.keySet().removeIf(key -> key.uid().equals(uid));
    }

    private boolean isOld(TokenSource.Token token) {
        var age = Duration.between(token.issuedAt(), clock.instant());
        var life = Duration.between(token.issuedAt(), token.expiresAt());
        return age.compareTo(OLDEST) > 0
                || age.multipliedBy(10).compareTo(life.multipliedBy(8)) > 0;
    }
}
