package dev.kaptan.api.engine.store;

import java.time.Clock;

class InMemoryKeyValueStoreTest extends KeyValueStoreContract {

    @Override
    protected KeyValueStore create() {
        return new InMemoryKeyValueStore(Clock.systemUTC());
    }

    @Override
    protected void compact(KeyValueStore store, long revision) {
        ((InMemoryKeyValueStore) store).compact(revision);
    }
}
