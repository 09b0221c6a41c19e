package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

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
}
