package dev.kaptan.state.postgres;

import dev.kaptan.state.log.LogException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tries again while the database is away, for as long as a request may take: a restart of it is
 * then a pause for clients, not an error. Once it has been away for so long everybody gets a single
 * try, until one succeeds.
 */
final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final long PAUSE_MILLIS = 50;

    private final Duration timeout;
    private volatile boolean exhausted;
    private volatile boolean closed;

    Patience(Duration timeout) {
        this.timeout = timeout;
    }

    /** The work must have changed nothing when it throws what the database throws. */
    <T> T withRetries(Supplier<T> work) {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (; ; ) {
            requireOpen();
            try {
                var result = work.get();
                exhausted = false;
                return result;
            } catch (DataAccessException | TransactionException e) {
                if (exhausted || System.nanoTime() - deadline > 0) {
                    throw giveUp(e);
                }
                pause();
            }
        }
    }

    /** From now on nothing is tried any more. */
    void close() {
        closed = true;
    }

    void requireOpen() {
        if (closed) {
            throw LogException.stopped(new IllegalStateException("closed"));
        }
    }

    private LogException giveUp(RuntimeException cause) {
        if (!exhausted) {
            LOG.warn("the database does not answer: {}", cause.getMessage());
        }
        exhausted = true;
        requireOpen();
        return LogException.noLeader(cause);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogException.stopped(e);
        }
    }
}
