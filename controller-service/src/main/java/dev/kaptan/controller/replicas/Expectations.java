package dev.kaptan.controller.replicas;

import dev.kaptan.client.cache.ObjectKey;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What an owner's own writes will make the mirror show. Until it does, the owner is not planned
 * anew, so that a lagging mirror never leads to a second creation.
 */
final class Expectations {
    /** Upstream's ExpectationsTimeout: a lost watch event must not stop an owner for ever. */
    private static final Duration VALID = Duration.ofMinutes(5);

    private final Map<ObjectKey, Awaited> byOwner = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Expectations(InstantSource clock) {
        this.clock = clock;
    }

    private record Awaited(int creations, Set<String> deletions, Instant since) {
        Awaited created(int count) {
            return new Awaited(Math.max(0, creations - count), deletions, since);
        }

        Awaited deleted(String uid) {
            return new Awaited(
                    creations,
                    deletions.stream()
                            .filter(each -> !each.equals(uid))
                            .collect(Collectors.toUnmodifiableSet()),
                    since);
        }
    }

    void expectCreations(ObjectKey owner, int count) {
        byOwner.put(owner, new Awaited(count, Set.of(), clock.instant()));
    }

    void expectDeletions(ObjectKey owner, Set<String> podUids) {
        byOwner.put(owner, new Awaited(0, Set.copyOf(podUids), clock.instant()));
    }

    /** Creations were seen, or will never be because they failed. */
    void created(ObjectKey owner, int count) {
        byOwner.computeIfPresent(owner, (key, awaited) -> awaited.created(count));
    }

    /** A deletion was seen, or will never be because it failed. */
    void deleted(ObjectKey owner, String podUid) {
        byOwner.computeIfPresent(owner, (key, awaited) -> awaited.deleted(podUid));
    }

    /** Whether the mirror shows all that was written. */
    boolean fulfilled(ObjectKey owner) {
        var awaited = byOwner.get(owner);
        return awaited == null
                || (awaited.creations == 0 && awaited.deletions.isEmpty())
                || awaited.since.plus(VALID).isBefore(clock.instant());
    }

    void forget(ObjectKey owner) {
        byOwner.remove(owner);
    }
}
