package dev.kaptan.state.grpc;

import dev.kaptan.state.mvcc.Alarms;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StateStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;

/**
 * Keeps the store from outgrowing its member. As in etcd the first request that does not fit raises
 * an alarm for all members, which refuse whatever adds until somebody takes it back.
 */
final class Quota {

    private static final Logger LOG = LoggerFactory.getLogger(Quota.class);

    /** What an entry costs beside its bytes, as etcd estimates. */
    private static final int OVERHEAD_BYTES = 256;

    private static final CompletableFuture<?> ADMITTED = CompletableFuture.completedFuture(null);

    private final StateStore store;
    private final long bytes;

    Quota(StateStore store, long bytes) {
        this.store = store;
        this.bytes = bytes;
    }

    /**
     * Fails with etcd's error, or throws it, if a request of this size does not fit; the alarm is
     * raised before.
     */
    CompletableFuture<?> admit(long requestBytes) {
        var size = store.local().size();
        if (size.live() + size.superseded() + requestBytes + OVERHEAD_BYTES <= bytes) {
            return ADMITTED;
        }
        var alarm = new Alarms.Alarm(store.status().self().id(), Alarms.Kind.NO_SPACE);
        if (!store.readLocally().alarms().active().contains(alarm)) {
            LOG.error(
                    "the store has reached its quota of {} bytes; delete or compact, then disarm"
                            + " the alarm, or give it more by kaptan.state.quota",
                    bytes);
            return store.submit(new Command.SetAlarm(alarm, true)).thenApply(Quota::refuse);
        }
        throw EtcdError.NO_SPACE.exception();
    }

    private static Object refuse(Outcome.Done raised) {
        throw EtcdError.NO_SPACE.exception();
    }

    long bytes() {
        return bytes;
    }
}
