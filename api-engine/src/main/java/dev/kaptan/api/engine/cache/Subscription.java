package dev.kaptan.api.engine.cache;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The events of one watcher. A watcher that lags by more than {@value #CAPACITY} events is cut off
 * rather than waited for; its client resumes from the last event it saw.
 */
public final class Subscription implements AutoCloseable {

    static final int CAPACITY = 5_000;

    /** An event as this watcher sees it. */
    public record Delivery(EventType type, Encoded event) {}

    /** An event that is encoded on first use. */
    public interface Encoded {
        byte[] frame(EventForm form);
    }

    private final WatchCache cache;
    private final Selection selection;
    private final @Nullable Snapshot initial;
    private final long start;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Delivery> queue = new ArrayDeque<>();
    private boolean ended;

    /**
     * @param initial the state to hand out first, null where only events were asked for
     * @param start only events after this revision are delivered
     */
    Subscription(WatchCache cache, Selection selection, @Nullable Snapshot initial, long start) {
        this.cache = cache;
        this.selection = selection;
        this.initial = initial;
        this.start = start;
    }

    /** Objects that exist at the beginning, if they were asked for. */
    public List<CachedObject> initial() {
        return initial == null ? List.of() : initial.list(selection, "", 0).objects();
    }

    /** The revision that the watch begins after; that of the state which is handed out first. */
    public long start() {
        return initial == null ? start : initial.revision();
    }

    Selection selection() {
        return selection;
    }

    /** Events that happened before the subscription; they do not count as lag. */
    void backlog(List<CacheEvent> events) {
        events.forEach(event -> enqueue(event, Integer.MAX_VALUE));
    }

    void offer(CacheEvent event) {
        enqueue(event, CAPACITY);
    }

    private void enqueue(CacheEvent event, int capacity) {
        if (event.revision() <= start) {
            return;
        }
        EventType type = event.typeFor(selection);
        if (type == null) {
            return;
        }
        lock.lock();
        try {
            if (queue.size() >= capacity) {
                end();
            } else if (!ended) {
                queue.add(new Delivery(type, form -> event.frame(type, form)));
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next event; null where none came in time or the subscription ended. */
    public @Nullable Delivery poll(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (queue.isEmpty() && !ended && left > 0) {
                left = arrived.awaitNanos(left);
            }
            return queue.poll();
        } finally {
            lock.unlock();
        }
    }

    public boolean idle() {
        lock.lock();
        try {
            return queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no further event will come. */
    public boolean ended() {
        lock.lock();
        try {
            return ended && queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The revision up to which everything was polled; 0 while events are waiting. Bookmarks carry
     * it.
     */
    public long caughtUpTo() {
        return cache.withRevision((LongSupplier revision) -> idle() ? revision.getAsLong() : 0L);
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        cache.unsubscribe(this);
    }
}
