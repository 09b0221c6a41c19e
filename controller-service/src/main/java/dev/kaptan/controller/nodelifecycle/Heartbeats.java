package dev.kaptan.controller.nodelifecycle;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each Node was last heard of, by the own clock. What a Node writes into its lease is compared
 * for change only: clocks differ.
 */
final class Heartbeats {
    private record Beat(@Nullable Object token, Instant seenAt) {}

    private final Map<String, Beat> beats = new ConcurrentHashMap<>();

    /**
     * Takes a sign of life.
     *
     * @param token changes with every renewal
     * @return whether it was a new one
     */
    boolean saw(String node, @Nullable Object token, Instant now) {
        var before = beats.get(node);
        if (before != null && (token == null || token.equals(before.token))) {
            return false;
        }
        beats.put(node, new Beat(token, now));
        return true;
    }

    /** When the Node was last heard of; one that never was counts from now on. */
    Instant lastSeen(String node, Instant now) {
        return beats.computeIfAbsent(node, absent -> new Beat(null, now)).seenAt;
    }

    void forget(String node) {
        beats.remove(node);
    }
}
