package dev.kaptan.state.watch;

import dev.kaptan.state.mvcc.KeyRange;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A reader of any number of watches: it is signalled, and then takes what is due. */
public final class Subscriber implements AutoCloseable {

    private final WatchHub hub;
    private final Runnable signal;

    /** Both guarded by the hub's lock. */
    private final Set<Watch> watches = new LinkedHashSet<>();

    private final Set<Watch> marked = new LinkedHashSet<>();

    Subscriber(WatchHub hub, Runnable signal) {
        this.hub = hub;
        this.signal = signal;
    }

    /**
     * What has to be read.
     *
     * @param upTo read no revision beyond this; every event up to it is accounted for
     */
    public record Due(long upTo, List<Reading> readings) {}

    /** {@code watch} has to read from revision {@code from} (inclusive) on. */
    public record Reading(Watch watch, long from) {}

    /**
     * Starts a watch.
     *
     * @param startRevision the first revision of interest, 0 for whatever comes next
     */
    public Watch watch(KeyRange range, long startRevision) {
        return hub.locked(() -> {
            boolean past = startRevision > 0 && startRevision <= hub.published();
            var watch = new Watch(range, startRevision, past ? startRevision : Watch.NOTHING);
            watches.add(watch);
            hub.index().add(watch, this);
            if (past) {
                marked.add(watch);
            }
            return watch;
        });
    }

    public void cancel(Watch watch) {
        hub.locked(() -> {
            hub.index().remove(watch);
            marked.remove(watch);
            return watches.remove(watch);
        });
    }

    /** Takes what has become due since the last call. */
    public Due take() {
        return hub.locked(() -> {
            var readings = new ArrayList<Reading>(marked.size());
            for (var watch : marked) {
                readings.add(new Reading(watch, watch.take()));
            }
            marked.clear();
            return new Due(hub.published(), readings);
        });
    }

    @Override
    public void close() {
        hub.locked(() -> {
            watches.forEach(hub.index()::remove);
            watches.clear();
            marked.clear();
            return null;
        });
    }

    /** Whether the watch has become due just now; called with the hub's lock held. */
    boolean mark(Watch watch, long revision) {
        if (!watch.wants(revision)) {
            return false;
        }
        watch.mark(revision);
        return marked.add(watch);
    }

    void signal() {
        signal.run();
    }
}
