package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.Event;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.watch.Watch;

import java.util.ArrayList;
import java.util.List;

/** A watch and how far its client has been told; touched by its stream alone. */
final class ActiveWatch {

    private static final long NOT_READING = 0;

    /** A response is closed at the first whole revision that makes it this large. */
    private static final int RESPONSE_BYTES = 512 * 1024;

    private final long id;
    private final Watch watch;
    private final WatchSpec spec;
    private long next = NOT_READING;
    private boolean quiet = true;

    ActiveWatch(long id, Watch watch, WatchSpec spec) {
        this.id = id;
        this.watch = watch;
        this.spec = spec;
    }

    long id() {
        return id;
    }

    Watch watch() {
        return watch;
    }

    WatchSpec spec() {
        return spec;
    }

    boolean isReading() {
        return next != NOT_READING;
    }

    boolean quietSinceLastAsked() {
        boolean was = quiet;
        quiet = true;
        return was;
    }

    /** Whether reading begins with this; a reading that is under way will come by anyway. */
    boolean begin(long from) {
        if (isReading()) {
            return false;
        }
        next = from;
        return true;
    }

    /**
     * The next response's events, whole revisions, in order; {@link #isReading} tells whether more
     * may follow. Throws {@link dev.kaptan.state.mvcc.Refused} if the history no longer has them.
     */
    List<Event> read(MvccStore store, long upTo) {
        var events = new ArrayList<Event>();
        long[] bytes = {0};
        while (next <= upTo && bytes[0] < RESPONSE_BYTES) {
            store.events(
                    next,
                    event -> {
                        if (spec.admits(event)) {
                            var encoded = Responses.event(event, spec.previous());
                            bytes[0] += encoded.getSerializedSize();
                            events.add(encoded);
                        }
                    });
            next++;
        }
        if (next > upTo) {
            next = NOT_READING;
        }
        quiet &= events.isEmpty();
        return events;
    }
}
