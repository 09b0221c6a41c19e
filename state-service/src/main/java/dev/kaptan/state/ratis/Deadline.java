package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.MembershipException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The moment, by {@link System#nanoTime}, at which a caller's patience ends. */
record Deadline(long nanos) {

    private static final long PAUSE_MILLIS = 20;

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    long nanosLeft() {
        return nanos - System.nanoTime();
    }

    long millisLeft() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanosLeft()));
    }

    boolean over() {
        return nanosLeft() <= 0;
    }

    /**
     * Waits for what is asked for. What it fails with is thrown if it is an exception of ours;
     * {@link LogException} says everything else, as it says that no time is left.
     */
    <T> T await(Future<T> asked) {
        try {
            return asked.get(millisLeft(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw reason(e.getCause());
        } catch (TimeoutException e) {
            throw LogException.timeout(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogException.timeout(e);
        }
    }

    /** Sleeps before another try; throws what {@code otherwise} is where no time is left. */
    void pauseOr(LogException otherwise) {
        if (over()) {
            throw otherwise;
        }
        try {
            Thread.sleep(Math.min(PAUSE_MILLIS, millisLeft()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogException.timeout(e);
        }
    }

    private static RuntimeException reason(@Nullable Throwable cause) {
        return switch (cause) {
            case LogException ours -> ours;
            case MembershipException ours -> ours;
            case null, default -> LogException.timeout(cause);
        };
    }
}
