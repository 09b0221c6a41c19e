package dev.kaptan.state.watch;

import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StoreMachine;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Knows who watches what. For every applied revision it marks the watches that it concerns and
 * signals their subscribers; events themselves stay in the store's history.
 *
 * <p>Invariant, under the lock: every event up to {@code published} that a watch has not read is at
 * or behind its mark.
 */
public final class WatchHub implements StoreMachine.Listener {

    private final ReentrantLock lock = new ReentrantLock();
    private final WatchIndex index = new WatchIndex();
    private @Nullable MvccStore seen;
    private long published;

    /**
     * @param signal called whenever something becomes due, on the applying thread: must not block
     */
    public Subscriber subscribe(Runnable signal) {
        return new Subscriber(this, signal);
    }

    public int watchers() {
        return locked(index::size);
    }

    @Override
    public void applied(MvccStore store, long revision) {
        locked(() -> publish(store, revision)).forEach(Subscriber::signal);
    }

    @Override
    public void carriedOut(Command command, Outcome outcome) {}

    WatchIndex index() {
        return index;
    }

    long published() {
        return published;
    }

    <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private Set<Subscriber> publish(MvccStore store, long revision) {
        var due = new LinkedHashSet<Subscriber>();
        if (!index.isEmpty()) {
            if (store == seen && store.compactedRevision() <= published + 1) {
                markConcerned(store, revision, due);
            } else {
                // A snapshot has replaced the history, or what came at once was compacted at once:
                // everybody must look, also who waits for a revision that was still to come.
                index.forAll((watch, subscriber) ->
                        mark(watch, subscriber, watch.from(published + 1), due));
            }
        }
        seen = store;
        published = revision;
        return due;
    }

    private void markConcerned(MvccStore store, long upTo, Set<Subscriber> due) {
        for (long revision = published + 1; revision <= upTo; revision++) {
            long marked = revision;
            store.events(
                    revision,
                    event ->
                            index.forKey(
                                    event.entry().key(),
                                    (watch, subscriber) -> mark(watch, subscriber, marked, due)));
        }
    }

    private static void mark(
            Watch watch, Subscriber subscriber, long revision, Set<Subscriber> due) {
        if (subscriber.mark(watch, revision)) {
            due.add(subscriber);
        }
    }
}
