package dev.kaptan.state.postgres;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A question that many ask at once: each gets an answer that was sought after he asked, and those
 * who came while one was on its way share the next.
 */
final class Coalesced<T> {

    private final Supplier<T> question;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Round<T> next = new Round<>();

    /** One asking; written by whoever has the turn, read by those who wait for the turn. */
    private static final class Round<T> {
        private boolean asked;
        private @Nullable T answer;
        private @Nullable RuntimeException failure;

        void ask(Supplier<T> question) {
            asked = true;
            try {
                answer = question.get();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
    }

    Coalesced(Supplier<T> question) {
        this.question = question;
    }

    /** Blocks; throws what the question throws. */
    @Nullable T ask() {
        var mine = next;
        turn.lock();
        try {
            if (!mine.asked) {
                next = new Round<>();
                mine.ask(question);
            }
        } finally {
            turn.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
        return mine.answer;
    }
}
