package dev.kaptan.api.engine.cache;

import dev.kaptan.api.engine.store.KeyValueStore;
import dev.kaptan.api.engine.store.KeyValueStore.Entry;
import dev.kaptan.api.engine.store.KeyValueStore.Event;
import dev.kaptan.api.engine.store.StoreException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a target up to date with a prefix of the store: lists once, then watches; after a lost
 * connection it watches on from where it was, and only lists again where that is compacted.
 */
final class StoreFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFeed.class);
    private static final int PAGE = 500;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Who is kept up to date. Calls come from one thread at a time. */
    interface Target {
        /** The revision up to which everything is known. */
        long revision();

        void replace(long revision, List<Entry> entries);

        void apply(long revision, List<Event> events);

        void progressed(long revision);
    }

    private final KeyValueStore store;
    private final String prefix;
    private final Target target;
    private volatile boolean closed;
    private volatile boolean listed;
    private volatile int failures;
    private @Nullable AutoCloseable watch;

    StoreFeed(KeyValueStore store, String prefix, Target target) {
        this.store = store;
        this.prefix = prefix;
        this.target = target;
    }

    void start() {
        Thread.ofVirtual().name("feed " + prefix).start(this::connect);
    }

    private void connect() {
        try {
            while (!closed && !connected()) {
                Thread.sleep(pause(failures));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration pause(int failures) {
        Duration pause = Duration.ofMillis(25L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private synchronized boolean connected() {
        try {
            if (!listed) {
                list();
                listed = true;
            }
            watch = store.watch(prefix, target.revision() + 1, new Connection());
            return true;
        } catch (StoreException e) {
            failures++;
            LOG.debug("no watch of {} yet: {}", prefix, e.getMessage());
            return false;
        }
    }

    private void list() {
        var entries = new ArrayList<Entry>();
        var page = store.list(prefix, null, PAGE, 0);
        long revision = page.revision();
        entries.addAll(page.entries());
        while (page.more()) {
            page = store.list(prefix, entries.getLast().key(), PAGE, revision);
            entries.addAll(page.entries());
        }
        target.replace(revision, entries);
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }

    private void disconnect() {
        if (watch != null) {
            try {
                watch.close();
            } catch (Exception e) {
                LOG.debug("closing the watch of {}: {}", prefix, e.getMessage());
            }
            watch = null;
        }
    }

    /** One watch; what comes after its end is dropped, so that nothing is applied twice. */
    private final class Connection implements KeyValueStore.Listener {
        private volatile boolean ended;

        @Override
        public void events(long revision, List<Event> events) {
            if (!ended) {
                failures = 0;
                target.apply(revision, events);
            }
        }

        @Override
        public void progress(long revision) {
            if (!ended) {
                failures = 0;
                target.progressed(revision);
            }
        }

        @Override
        public void failed(StoreException cause) {
            if (ended || closed) {
                return;
            }
            ended = true;
            failures++;
            LOG.warn("lost the watch of {}, connecting again: {}", prefix, cause.getMessage());
            if (cause.reason() == StoreException.Reason.COMPACTED) {
                listed = false;
            }
            Thread.ofVirtual().name("feed " + prefix).start(this::again);
        }

        private void again() {
            try {
                Thread.sleep(pause(failures));
                synchronized (StoreFeed.this) {
                    disconnect();
                }
                connect();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
