package dev.kaptan.gateway.engine;

import dev.kaptan.api.engine.ApiServer;
import dev.kaptan.api.engine.store.StoreException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Brings the engine up in the background, trying again for as long as the store is not there, so
 * that gateway and store start in any order.
 */
public final class EngineStart implements Supplier<ApiServer>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EngineStart.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private volatile ApiServer current = new StartingApiServer("the store was not asked yet");
    private volatile boolean closed;

    /** The same failure is logged once, not at every attempt. */
    private String lastLogged = "";

    private Thread starting = Thread.ofVirtual().name("engine-start").unstarted(() -> {});

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
    public void begin(Supplier<ApiServer> engine) {
        starting = Thread.ofVirtual().name("engine-start").start(() -> startUntilItRuns(engine));
    }

    private void startUntilItRuns(Supplier<ApiServer> engine) {
        try {
            while (!closed && !started(engine)) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean started(Supplier<ApiServer> engine) {
        try {
            var server = engine.get();
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
        starting.interrupt();
        current.close();
    }
}
