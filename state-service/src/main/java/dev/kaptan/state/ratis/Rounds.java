package dev.kaptan.state.ratis;

import dev.kaptan.state.log.Futures;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets many callers share the answer to a question that is asked once for all of them. Nobody gets
 * an answer to a question that was asked before he came: those who come while one is under way
 * share the next.
 */
final class Rounds {

    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<CompletableFuture<Long>> question;
    private boolean asking;
    private @Nullable CompletableFuture<Long> next;

    /**
     * @param question does not block; asked by whoever comes, or answers the one before
     */
    Rounds(Supplier<CompletableFuture<Long>> question) {
        this.question = question;
    }

    CompletableFuture<Long> join() {
        CompletableFuture<Long> round;
        boolean first;
        lock.lock();
        try {
            if (next == null) {
                next = new CompletableFuture<>();
            }
            round = next;
            first = take() != null;
        } finally {
            lock.unlock();
        }
        if (first) {
            ask(round);
        }
        return round;
    }

    /** The round whose question is to be asked now, if there is one; the lock is held. */
    private @Nullable CompletableFuture<Long> take() {
        if (asking || next == null) {
            return null;
        }
        var taken = next;
        asking = true;
        next = null;
        return taken;
    }

    private void ask(CompletableFuture<Long> round) {
        CompletableFuture<Long> answer;
        try {
            answer = question.get();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((index, failure) -> {
            askNext();
            if (failure == null) {
                round.complete(index);
            } else {
                round.completeExceptionally(Futures.cause(failure));
            }
        });
    }

    private void askNext() {
        CompletableFuture<Long> following;
        lock.lock();
        try {
            asking = false;
            following = take();
        } finally {
            lock.unlock();
        }
        if (following != null) {
            ask(following);
        }
    }
}
