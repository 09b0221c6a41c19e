package dev.kaptan.state.ratis;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets many callers share the answer to a question that is asked once for all of them. Nobody gets
 * an answer to a question that was asked before he came: those who come while one is under way
 * share the next.
 */
final class Rounds {

    private final ReentrantLock lock = new ReentrantLock();
    private final LongSupplier question;
    private final Executor executor;
    private boolean asking;
    private @Nullable CompletableFuture<Long> next;

    /**
     * @param question may block; asked by the executor
     */
    Rounds(LongSupplier question, Executor executor) {
        this.question = question;
        this.executor = executor;
    }

    CompletableFuture<Long> join() {
        lock.lock();
        try {
            var round = next;
            if (round == null) {
                round = new CompletableFuture<>();
                next = round;
            }
            startNext();
            return round;
        } finally {
            lock.unlock();
        }
    }

    private void startNext() {
        var round = next;
        if (!asking && round != null) {
            asking = true;
            next = null;
            executor.execute(() -> ask(round));
        }
    }

    private void ask(CompletableFuture<Long> round) {
        try {
            round.complete(question.getAsLong());
        } catch (RuntimeException e) {
            round.completeExceptionally(e);
        } finally {
            lock.lock();
            try {
                asking = false;
                startNext();
            } finally {
                lock.unlock();
            }
        }
    }
}
