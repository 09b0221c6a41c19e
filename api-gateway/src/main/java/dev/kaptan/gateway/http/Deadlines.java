package dev.kaptan.gateway.http;

import dev.kaptan.api.model.status.ApiException;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends requests that take too long, by interrupting their threads. One sweeper looks at all of them
 * every few seconds, as a timer for each would cost more than most requests.
 */
public final class Deadlines implements AutoCloseable {

    private static final Duration SWEEP = Duration.ofSeconds(2);

    private final long limitNanos;
    private final Set<Deadline> pending = ConcurrentHashMap.newKeySet();
    private final Thread sweeper;

    public Deadlines(Duration limit) {
        limitNanos = limit.toNanos();
        sweeper = Thread.ofVirtual().name("request-deadlines").start(this::sweep);
    }

    /** Starts the clock of a request on the calling thread; closing stops it. */
    Deadline begin(Call call) {
        var deadline = new Deadline(Thread.currentThread(), System.nanoTime() + limitNanos);
        if (!call.longRunning()) {
            pending.add(deadline);
        }
        return deadline;
    }

    /** Upstream's text. */
    static ApiException passedStatus() {
        return ApiException.timeout("request did not complete within the allotted timeout", 0);
    }

    private void sweep() {
        try {
            while (true) {
                Thread.sleep(SWEEP);
                long now = System.nanoTime();
                pending.forEach(deadline -> deadline.interruptIfPassed(now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        sweeper.interrupt();
    }

    /** The time limit of one request. */
    final class Deadline implements AutoCloseable {
        private final Thread thread;
        private final long atNanos;
        private boolean passed;
        private boolean over;

        Deadline(Thread thread, long atNanos) {
            this.thread = thread;
            this.atNanos = atNanos;
        }

        private synchronized void interruptIfPassed(long now) {
            if (!over && !passed && now - atNanos > 0) {
                passed = true;
                thread.interrupt();
            }
        }

        synchronized boolean passed() {
            return passed;
        }

        @Override
        public synchronized void close() {
            over = true;
            pending.remove(this);
            if (passed) {
                Thread.interrupted();
            }
        }
    }
}
