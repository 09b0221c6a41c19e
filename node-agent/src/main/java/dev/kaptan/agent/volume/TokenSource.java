package dev.kaptan.agent.volume;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Gives tokens of a Pod's service account. Calls block on the API. */
@FunctionalInterface
public interface TokenSource {

    /** A token and until when it is good. */
    record Token(String value, Instant issuedAt, Instant expiresAt) {}

    /**
     * @param audience null for that of the API server
     */
    Token request(Pod pod, @Nullable String audience, long seconds);
}
