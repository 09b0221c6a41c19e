package dev.kaptan.gateway.etcd;

import dev.kaptan.api.engine.store.KeyValueStore;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks for progress a moment later. etcd before 3.4.25 and 3.5.8 may report a revision just before
 * it sends that revision's events (etcd issue 15220), and Debian 12 ships 3.4.23. Later ones drop a
 * request while a watch of the stream is still catching up; whoever waits must ask again.
 */
record LateProgress(KeyValueStore store) implements KeyValueStore {

    private static final Duration MOMENT = Duration.ofMillis(300);

    @Override
    public Entry get(String key) {
        return store.get(key);
    }

    @Override
    public Page list(String prefix, String startAfter, int limit, long revision) {
        return store.list(prefix, startAfter, limit, revision);
    }

    @Override
    public long currentRevision() {
        return store.currentRevision();
    }

    @Override
    public Outcome put(String key, byte[] value, long expectedModRevision) {
        return store.put(key, value, expectedModRevision);
    }

    @Override
    public Outcome putExpiring(String key, byte[] value, long expectedModRevision, long ttl) {
        return store.putExpiring(key, value, expectedModRevision, ttl);
    }

    @Override
    public Outcome delete(String key, long expectedModRevision) {
        return store.delete(key, expectedModRevision);
    }

    @Override
    public AutoCloseable watch(String prefix, long startRevision, Listener listener) {
        return store.watch(prefix, startRevision, listener);
    }

    @Override
    public void requestProgress() {
        LockSupport.parkNanos(MOMENT.toNanos());
        store.requestProgress();
    }

    @Override
    public void close() {
        store.close();
    }
}
