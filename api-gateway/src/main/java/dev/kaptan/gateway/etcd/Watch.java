package dev.kaptan.gateway.etcd;

import dev.kaptan.api.engine.store.KeyValueStore.Event;
import dev.kaptan.api.engine.store.KeyValueStore.Listener;
import dev.kaptan.api.engine.store.StoreException;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchResponse;

import java.util.ArrayList;
import java.util.List;

/** One watch and how far it has come. Its listener is called by one thread at a time. */
final class Watch {

    private final String prefix;
    private final Listener listener;
    private volatile long nextRevision;
    volatile boolean cancelled;

    Watch(String prefix, long startRevision, Listener listener) {
        this.prefix = prefix;
        this.nextRevision = startRevision;
        this.listener = listener;
    }

    WatchCreateRequest request() {
        return WatchCreateRequest.newBuilder()
                .setKey(Ranges.key(prefix))
                .setRangeEnd(Ranges.endOf(prefix))
                .setStartRevision(nextRevision)
                .setPrevKv(true)
                .build();
    }

    /** Hands an answer to the listener; false where the watch is over. */
    boolean deliver(WatchResponse response) {
        if (cancelled) {
            return false;
        }
        if (response.getCanceled()) {
            listener.failed(cause(response));
            return false;
        }
        if (response.getEventsCount() == 0) {
            long revision = response.getHeader().getRevision();
            listener.progress(revision);
            nextRevision = Math.max(nextRevision, revision + 1);
            return true;
        }
        return deliverEvents(response.getEventsList());
    }

    /** A response may hold several revisions; none is ever split over two responses. */
    private boolean deliverEvents(List<dev.kaptan.etcd.api.Event> events) {
        var group = new ArrayList<Event>();
        long revision = events.getFirst().getKv().getModRevision();
        for (var event : events) {
            if (event.getKv().getModRevision() != revision) {
                deliverGroup(revision, group);
                group = new ArrayList<>();
                revision = event.getKv().getModRevision();
            }
            if (isDelete(event) && !event.hasPrevKv()) {
                listener.failed(previousCompacted(revision));
                return false;
            }
            group.add(decode(event));
        }
        deliverGroup(revision, group);
        return true;
    }

    private void deliverGroup(long revision, List<Event> group) {
        listener.events(revision, group);
        nextRevision = revision + 1;
    }

    private static boolean isDelete(dev.kaptan.etcd.api.Event event) {
        return event.getType() == dev.kaptan.etcd.api.Event.EventType.DELETE;
    }

    private static Event decode(dev.kaptan.etcd.api.Event event) {
        if (isDelete(event)) {
            return new Event.Delete(
                    event.getKv().getKey().toStringUtf8(),
                    event.getKv().getModRevision(),
                    Ranges.entry(event.getPrevKv()));
        }
        return new Event.Put(
                Ranges.entry(event.getKv()),
                event.hasPrevKv() ? Ranges.entry(event.getPrevKv()) : null);
    }

    private StoreException cause(WatchResponse response) {
        var reason = new IllegalStateException(response.getCancelReason());
        return response.getCompactRevision() > 0
                ? StoreException.compacted(nextRevision, reason)
                : StoreException.unavailable(
                        "etcd ended the watch of " + prefix + ": " + response.getCancelReason(),
                        reason);
    }

    /** What a deleted entry was is gone when the revision before it was compacted meanwhile. */
    private StoreException previousCompacted(long revision) {
        return StoreException.compacted(
                revision - 1,
                new IllegalStateException("no previous value in the deletion at " + revision));
    }
}
