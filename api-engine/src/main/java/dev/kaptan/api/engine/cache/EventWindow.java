package dev.kaptan.api.engine.cache;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The recent events of a resource. The newest {@value #ALWAYS} are kept, further ones for {@value
 * #SECONDS} seconds (upstream's {@code eventFreshDuration}), never more than {@value #MOST}. Not
 * safe for use by several threads.
 */
final class EventWindow {

    static final int ALWAYS = 100;
    static final int MOST = 5_000;
    static final long SECONDS = 75;

    private final ArrayDeque<CacheEvent> events = new ArrayDeque<>();
    private Snapshot start;

    /**
     * @param start the state before the first event
     */
    EventWindow(Snapshot start) {
        this.start = start;
    }

    /** Watches may begin after this revision or a later one. */
    long oldest() {
        return start.revision();
    }

    void add(CacheEvent event) {
        events.addLast(event);
        long stale = event.nanoTime() - SECONDS * 1_000_000_000L;
        while (events.size() > MOST
                || (events.size() > ALWAYS && events.element().nanoTime() - stale < 0)) {
            start = events.remove().after();
        }
    }

    List<CacheEvent> since(long revision) {
        var newer = new ArrayList<CacheEvent>();
        Iterator<CacheEvent> backwards = events.descendingIterator();
        while (backwards.hasNext()) {
            CacheEvent event = backwards.next();
            if (event.revision() <= revision) {
                break;
            }
            newer.add(event);
        }
        return newer.reversed();
    }

    /** The state at a revision; null where it is older than the window. */
    @Nullable Snapshot at(long revision) {
        if (revision < start.revision()) {
            return null;
        }
        Iterator<CacheEvent> backwards = events.descendingIterator();
        while (backwards.hasNext()) {
            CacheEvent event = backwards.next();
            if (event.revision() <= revision) {
                return new Snapshot(revision, event.after().objects());
            }
        }
        return new Snapshot(revision, start.objects());
    }
}
