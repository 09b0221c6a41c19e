package dev.kaptan.gateway.etcd;

import dev.kaptan.etcd.api.LeaseGrantRequest;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Leases shared by keys that expire at about the same time, as upstream's lease manager does: a
 * lease per Event would cost the store more than the Event.
 */
final class Leases {

    /** How long a lease is handed out at most; keys live longer by up to that much. */
    private static final long REUSE_SECONDS = 60;

    /** Nor may a key outlive its time to live by more than this share of it. */
    private static final long REUSE_PERCENT = 5;

    /** Keeps the revocation of one lease a small write. */
    private static final int KEYS_PER_LEASE = 1000;

    private final EtcdCalls calls;
    private final Clock clock;
    private final Map<Long, Shared> byTimeToLive = new HashMap<>();

    private record Shared(long id, long reusableUntilMillis, int keys) {
        boolean usable(long now) {
            return now < reusableUntilMillis && keys < KEYS_PER_LEASE;
        }
    }

    Leases(EtcdCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** The id of a lease that lasts at least {@code ttlSeconds} from now. */
    long leaseFor(long ttlSeconds) {
        var reused = reuse(ttlSeconds);
        if (reused != 0) {
            return reused;
        }
        long extra = Math.min(REUSE_SECONDS, ttlSeconds * REUSE_PERCENT / 100);
        long asked = clock.millis();
        long id = grant(ttlSeconds + extra);
        remember(ttlSeconds, new Shared(id, asked + extra * 1000, 1));
        return id;
    }

    private synchronized long reuse(long ttlSeconds) {
        var shared = byTimeToLive.get(ttlSeconds);
        if (shared == null || !shared.usable(clock.millis())) {
            return 0;
        }
        byTimeToLive.put(
                ttlSeconds, new Shared(shared.id, shared.reusableUntilMillis, shared.keys + 1));
        return shared.id;
    }

    private synchronized void remember(long ttlSeconds, Shared shared) {
        byTimeToLive.put(ttlSeconds, shared);
    }

    private long grant(long seconds) {
        var request = LeaseGrantRequest.newBuilder().setTTL(seconds).build();
        return calls.lease(stub -> stub.leaseGrant(request)).getID();
    }
}
