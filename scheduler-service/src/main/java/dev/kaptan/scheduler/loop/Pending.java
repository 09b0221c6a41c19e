package dev.kaptan.scheduler.loop;

import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.queue.QueueSizes;
import dev.kaptan.scheduler.queue.QueuedPod;
import dev.kaptan.scheduler.queue.SchedulingQueue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The queue shared by informers, binders and the loop. Whoever waits in {@link #take} sleeps until
 * the next thing is due, so that an idle scheduler never wakes.
 */
final class Pending {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SchedulingQueue queue;
    private final InstantSource clock;

    Pending(SchedulingQueue queue, InstantSource clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** Blocks until a Pod may be tried. */
    QueuedPod take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            @Nullable QueuedPod pod = queue.poll();
            while (pod == null) {
                changed.awaitNanos(nanosUntil(queue.nextDue()));
                pod = queue.poll();
            }
            return pod;
        } finally {
            lock.unlock();
        }
    }

    /** For ever where nothing is due. A millisecond more: the clock may be finer than the timer. */
    private long nanosUntil(@Nullable Instant due) {
        return due == null
                ? Long.MAX_VALUE
                : Duration.between(clock.instant(), due).plusMillis(1).toNanos();
    }

    void put(PodInfo pod) {
        change(() -> queue.put(pod));
    }

    void remove(String uid) {
        change(() -> queue.remove(uid));
    }

    void done(String uid) {
        change(() -> queue.done(uid));
    }

    void unschedulable(String uid, Set<ClusterEvent> helpedBy) {
        change(() -> queue.unschedulable(uid, helpedBy));
    }

    void retry(String uid) {
        change(() -> queue.retry(uid));
    }

    void happened(Collection<ClusterEvent> events) {
        if (!events.isEmpty()) {
            change(() -> events.forEach(queue::happened));
        }
    }

    QueueSizes sizes() {
        lock.lock();
        try {
            return queue.sizes();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
