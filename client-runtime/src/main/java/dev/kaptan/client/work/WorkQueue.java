package dev.kaptan.client.work;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A queue of keys with client-go's guarantees: a key waits at most once, is worked on by one worker
 * at a time, and one that is added while being worked on is worked on again after.
 *
 * @param <K> with value equality
 */
public final class WorkQueue<K> {
    private final Backoff backoff;
    private final Delayer delayer;
    private final InstantSource clock;
    private final QueueMetrics metrics;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ready = lock.newCondition();
    private final Queue<K> waiting = new ArrayDeque<>();
    private final Map<K, Instant> dirty = new HashMap<>();
    private final Set<K> processing = new HashSet<>();
    private final Map<K, Integer> failures = new HashMap<>();
    private final Map<K, Instant> delayed = new HashMap<>();
    private boolean closed;

    public WorkQueue(Backoff backoff, Delayer delayer, InstantSource clock, QueueMetrics metrics) {
        this.backoff = backoff;
        this.delayer = delayer;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Makes a key due now. */
    public void add(K key) {
        lock.lock();
        try {
            if (closed || dirty.putIfAbsent(key, clock.instant()) != null) {
                return;
            }
            metrics.added();
            if (!processing.contains(key)) {
                enqueue(key);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes a key due later; of several times the earliest holds. */
    public void addAfter(K key, Duration delay) {
        if (delay.isNegative() || delay.isZero()) {
            add(key);
            return;
        }
        var due = clock.instant().plus(delay);
        lock.lock();
        try {
            var before = delayed.get(key);
            if (closed || (before != null && !before.isAfter(due))) {
                return;
            }
            delayed.put(key, due);
        } finally {
            lock.unlock();
        }
        delayer.after(delay, () -> due(key, due));
    }

    /** Makes a key due after a delay that doubles with every call until {@link #forget}. */
    public void retry(K key) {
        metrics.retried();
        addAfter(key, backoff.after(countFailure(key)));
    }

    private int countFailure(K key) {
        lock.lock();
        try {
            return failures.merge(key, 1, Integer::sum) - 1;
        } finally {
            lock.unlock();
        }
    }

    /** How often the key was retried since it was last forgotten. */
    public int retries(K key) {
        lock.lock();
        try {
            return failures.getOrDefault(key, 0);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the back-off of a key that succeeded. */
    public void forget(K key) {
        lock.lock();
        try {
            failures.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a key; the taker must call {@link #done}.
     *
     * @return null when the queue is closed
     */
    public @Nullable K take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                ready.await();
            }
            var key = waiting.poll();
            if (key == null || closed) {
                return null;
            }
            metrics.depth(waiting.size());
            processing.add(key);
            var since = dirty.remove(key);
            if (since != null) {
                metrics.waited(Duration.between(since, clock.instant()));
            }
            return key;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the work on a key that was taken; it is due again if it was added meanwhile. */
    public void done(K key) {
        lock.lock();
        try {
            processing.remove(key);
            if (dirty.containsKey(key) && !closed) {
                enqueue(key);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many keys are due. */
    public int depth() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all takers with null and drops what waits. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            dirty.clear();
            delayed.clear();
            ready.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void due(K key, Instant at) {
        lock.lock();
        try {
            // A timer that an earlier one has overtaken finds another time here, or none.
            if (!delayed.remove(key, at)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        add(key);
    }

    private void enqueue(K key) {
        waiting.add(key);
        metrics.depth(waiting.size());
        ready.signal();
    }
}
