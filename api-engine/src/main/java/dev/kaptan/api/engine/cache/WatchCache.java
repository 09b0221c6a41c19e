package dev.kaptan.api.engine.cache;

import dev.kaptan.api.engine.store.KeyValueStore;
import dev.kaptan.api.engine.store.KeyValueStore.Entry;
import dev.kaptan.api.engine.store.KeyValueStore.Event;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * The newest state of one resource and its recent events, fed by one watch of the store. Lists and
 * watches never reach the store, consistent ones only ask it how far it is.
 */
public final class WatchCache implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final Duration NUDGE = Duration.ofMillis(100);
    private static final int RETRY_AFTER_SECONDS = 1;

    /** The new state of a key, null where it is gone. */
    private record Change(String key, @Nullable CachedObject current) {}

    /** Makes cached objects of stored entries; null for entries that are no objects. */
    @FunctionalInterface
    public interface EntryDecoder {
        @Nullable CachedObject decode(Entry entry);
    }

    private final KeyValueStore store;
    private final RevisionBarrier barrier;
    private final EntryDecoder decoder;
    private final StoreFeed feed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final Subscriptions subscriptions;
    private SortedTree<CachedObject> objects = SortedTree.empty();
    private long revision;

    /**
     * The revision of the newest event. Only this tells repetitions apart: etcd before 3.4.25 and
     * 3.5.8 may report progress ahead of events that are still to come.
     */
    private long newestEvent;

    private EventWindow window = new EventWindow(new Snapshot(0, SortedTree.empty()));

    private WatchCache(
            KeyValueStore store, RevisionBarrier barrier, String prefix, EntryDecoder decoder) {
        this.store = store;
        this.barrier = barrier;
        this.decoder = decoder;
        this.subscriptions = new Subscriptions(prefix);
        this.feed = new StoreFeed(store, prefix, new Fed());
    }

    /** A cache that fills itself from now on. */
    public static WatchCache start(
            KeyValueStore store, RevisionBarrier barrier, String prefix, EntryDecoder decoder) {
        var cache = new WatchCache(store, barrier, prefix, decoder);
        cache.feed.start();
        return cache;
    }

    /** The state at hand, whatever its age, once the first list is there. */
    public Snapshot any() {
        return notOlderThan(1);
    }

    /** A state from after the call. */
    public Snapshot consistent() {
        return notOlderThan(barrier.read());
    }

    /**
     * The state at hand when it has reached a revision.
     *
     * @throws ApiException Timeout, "Too large resource version", where it does not in time
     */
    public Snapshot notOlderThan(long wanted) {
        lock.lock();
        try {
            await(wanted);
            return new Snapshot(revision, objects);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The state at a revision; null where that is older than what is kept.
     *
     * @throws ApiException as {@link #notOlderThan}
     */
    public @Nullable Snapshot exactly(long wanted) {
        lock.lock();
        try {
            await(wanted);
            return window.at(wanted);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the first list is there. */
    public boolean ready() {
        lock.lock();
        try {
            return revision > 0;
        } finally {
            lock.unlock();
        }
    }

    private void await(long wanted) {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (revision < wanted) {
            if (System.nanoTime() - deadline > 0) {
                throw ApiException.tooLargeResourceVersion(wanted, revision, RETRY_AFTER_SECONDS);
            }
            if (!sleepUntilAdvanced()) {
                nudge();
            }
        }
    }

    private boolean sleepUntilAdvanced() {
        try {
            return advanced.await(NUDGE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.timeout("interrupted", RETRY_AFTER_SECONDS);
        }
    }

    /** A report may have been lost with a connection: ask again, without the lock. */
    private void nudge() {
        lock.unlock();
        try {
            store.requestProgress();
        } finally {
            lock.lock();
        }
    }

    /**
     * Watches from a revision on.
     *
     * @param after 0 for now
     * @throws ApiException Expired where the revision is older than what is kept
     */
    public Subscription watch(Selection selection, long after) {
        any();
        lock.lock();
        try {
            long start = after == 0 ? newestEvent : after;
            if (start < window.oldest()) {
                throw ApiException.tooOldResourceVersion(start, window.oldest());
            }
            var subscription = new Subscription(this, selection, null, start);
            subscription.backlog(window.since(start));
            subscriptions.add(subscription);
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    /** Watches from a state on that has reached a revision, and hands that state out first. */
    public Subscription watchWithState(Selection selection, long notOlderThan) {
        lock.lock();
        try {
            await(Math.max(1, notOlderThan));
            var state = new Snapshot(revision, objects);
            var subscription = new Subscription(this, selection, state, newestEvent);
            subscriptions.add(subscription);
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    /** The store's revision now, for consistent reads. */
    public long storeRevision() {
        return barrier.read();
    }

    void unsubscribe(Subscription subscription) {
        lock.lock();
        try {
            subscriptions.remove(subscription);
        } finally {
            lock.unlock();
        }
        subscription.end();
    }

    /** Runs a short function while no event can come. */
    long withRevision(ToLongFunction<LongSupplier> function) {
        lock.lock();
        try {
            return function.applyAsLong(() -> revision);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        feed.close();
        lock.lock();
        try {
            subscriptions.endAll();
        } finally {
            lock.unlock();
        }
    }

    /** The side that the feed sees. */
    private final class Fed implements StoreFeed.Target {

        @Override
        public long revision() {
            return withRevision(LongSupplier::getAsLong);
        }

        /** What happened meanwhile is unknown: watches end, their clients list again. */
        @Override
        public void replace(long listed, List<Entry> entries) {
            SortedTree<CachedObject> fresh = SortedTree.empty();
            for (Entry entry : entries) {
                CachedObject object = decoder.decode(entry);
                fresh = object == null ? fresh : fresh.with(object.key(), object);
            }
            lock.lock();
            try {
                subscriptions.endAll();
                objects = fresh;
                window = new EventWindow(new Snapshot(listed, fresh));
                newestEvent = listed;
                advance(listed);
            } finally {
                lock.unlock();
            }
        }

        /** Events are decoded before the lock is taken; those of one revision appear together. */
        @Override
        public void apply(long happened, List<Event> events) {
            List<Change> changes = events.stream().map(this::decoded).toList();
            lock.lock();
            try {
                if (happened > newestEvent) {
                    changes.forEach(change -> make(change, happened));
                    newestEvent = happened;
                    advance(Math.max(revision, happened));
                }
            } finally {
                lock.unlock();
            }
        }

        private Change decoded(Event event) {
            return switch (event) {
                case Event.Put(Entry entry, var _) ->
                        new Change(entry.key(), decoder.decode(entry));
                case Event.Delete(String key, long _, var _) -> new Change(key, null);
            };
        }

        private void make(Change change, long happened) {
            CachedObject previous = objects.get(change.key());
            CachedObject current = change.current();
            if (current == null && previous == null) {
                return;
            }
            objects =
                    current == null
                            ? objects.without(change.key())
                            : objects.with(change.key(), current);
            var event = new CacheEvent(happened, previous, current, objects, System.nanoTime());
            window.add(event);
            subscriptions.offer(event);
        }

        @Override
        public void progressed(long reached) {
            lock.lock();
            try {
                if (reached > revision) {
                    advance(reached);
                }
            } finally {
                lock.unlock();
            }
        }

        private void advance(long reached) {
            revision = reached;
            advanced.signalAll();
        }
    }
}
