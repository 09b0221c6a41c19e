package dev.kaptan.gateway.engine;

import dev.kaptan.api.engine.ApiServer;
import dev.kaptan.api.engine.store.StoreException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Brings the engine up in the background, trying again for as long as the store is not there, so
 * that gateway and store start in any order.
 */
public final class EngineStart implements Supplier<ApiServer>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EngineStart.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private volatile ApiServer current = new StartingApiServer("the store was not asked yet");
    private volatile boolean closed;

    /** The same failure is logged once, not at every attempt. */
    private String lastLogged = "";

    private final IntFunction<ApiServer> engine;
    private Thread starting = Thread.currentThread();

    /**
     * @param engine makes the engine, given the port that the server listens on
     */
    public EngineStart(IntFunction<ApiServer> engine) {
        this.engine = engine;
    }

    /** The engine, or what stands in for it until it is up. */
    @Override
    public ApiServer get() {
        return current;
    }

    /** Whether the engine itself answers by now. */
    public boolean running() {
        return !(current instanceof StartingApiServer);
    }

    /** Starts in the background; may be called once. */
    public synchronized void begin(int port) {
        starting = Thread.ofVirtual().name("engine-start").start(() -> startUntilItRuns(port));
    }

    private void startUntilItRuns(int port) {
        try {
            for (var pause = FIRST_PAUSE; !closed && !started(port); pause = longer(pause)) {
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private boolean started(int port) {
        try {
            var server = engine.apply(port);
            synchronized (this) {
                if (closed) {
                    server.close();
                } else {
                    current = server;
                }
            }
            return true;
        } catch (StoreException e) {
            log.debug("the store does not answer yet", e);
            current = new StartingApiServer("the store does not answer: " + e.getMessage());
        } catch (RuntimeException e) {
            var reason = "the engine cannot start: " + e.getMessage();
            if (!reason.equals(lastLogged)) {
                log.error("the engine cannot start and is tried again", e);
                lastLogged = reason;
            }
            current = new StartingApiServer(reason);
        }
        return false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (starting != Thread.currentThread()) {
            starting.interrupt();
        }
        current.close();
    }
}
