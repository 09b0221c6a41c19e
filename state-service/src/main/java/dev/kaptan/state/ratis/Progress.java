package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far this member's machine has come, and who waits for it to come further. */
final class Progress {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private volatile long index = -1;
    private volatile int waiting;

    /** Called by the applying thread alone. */
    void reached(long applied) {
        index = applied;
        if (waiting > 0) {
            lock.lock();
            try {
                advanced.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    long index() {
        return index;
    }

    /** Blocks until the entry is applied; throws {@link LogException} when time is over. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // changed under the lock alone
    void await(long wanted, Deadline deadline) {
        if (index >= wanted) {
            return;
        }
        lock.lock();
        waiting++;
        try {
            while (index < wanted) {
                long left = deadline.nanosLeft();
                if (left <= 0) {
                    throw LogException.timeout(null);
                }
                advanced.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogException.timeout(e);
        } finally {
            waiting--;
            lock.unlock();
        }
    }
}
