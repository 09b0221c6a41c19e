package dev.kaptan.api.engine.cache;

import dev.kaptan.api.engine.store.KeyValueStore;
import dev.kaptan.api.engine.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks the store how far it is, once for all who ask at the same time: who comes while a question
 * is under way shares the next one, so that each answer is from after its question. Caches learn of
 * it by the progress report that follows.
 */
public final class RevisionBarrier {

    private final KeyValueStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answered = lock.newCondition();
    private long asked;
    private long finished;
    private long revision;
    private @Nullable StoreException failure;

    public RevisionBarrier(KeyValueStore store) {
        this.store = store;
    }

    /**
     * The store's revision at some moment after the call.
     *
     * @throws StoreException where the store does not answer
     */
    public long read() {
        lock.lock();
        try {
            long mine = asked + 1;
            while (finished < mine) {
                if (asked == finished) {
                    ask();
                } else {
                    answered.awaitUninterruptibly();
                }
            }
            if (failure != null) {
                throw StoreException.unavailable(String.valueOf(failure.getMessage()), failure);
            }
            return revision;
        } finally {
            lock.unlock();
        }
    }

    /** Called and left with the lock, which is not held while the store answers. */
    private void ask() {
        asked++;
        lock.unlock();
        long answer = 0;
        StoreException failed = null;
        try {
            answer = store.currentRevision();
            store.requestProgress();
        } catch (StoreException e) {
            failed = e;
        } finally {
            lock.lock();
            finished = asked;
            revision = answer;
            failure = failed;
            answered.signalAll();
        }
    }
}
