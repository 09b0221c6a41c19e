package dev.kaptan.client.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The mirror of one resource together with those who want to hear of its changes. */
public final class Informer<T extends HasMetadata> {
    private final Resource<T> resource;
    private final IndexedStore<T> store = new IndexedStore<>();
    private final List<Handler<? super T>> handlers = new ArrayList<>();
    private final ReentrantLock order = new ReentrantLock();
    private final CountDownLatch synced = new CountDownLatch(1);

    Informer(Resource<T> resource) {
        this.resource = resource;
    }

    /** What is mirrored. */
    public Resource<T> resource() {
        return resource;
    }

    /** The mirror; empty until {@link #synced()}. */
    public Store<T> store() {
        return store;
    }

    /** Makes the store findable by an index; one of the same name is kept. */
    public Informer<T> index(Index<T> index) {
        order.lock();
        try {
            store.addIndex(index);
        } finally {
            order.unlock();
        }
        return this;
    }

    /** Adds a handler; it is told of everything that the mirror holds already, as added. */
    public Informer<T> handle(Handler<? super T> handler) {
        order.lock();
        try {
            store.list().forEach(handler::added);
            handlers.add(handler);
        } finally {
            order.unlock();
        }
        return this;
    }

    /** Whether the first list has been mirrored and handled. */
    public boolean synced() {
        return synced.getCount() == 0;
    }

    /** Waits for the first list; false when it did not come in time. */
    public boolean awaitSync(Duration atMost) throws InterruptedException {
        return synced.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Makes the mirror equal to a fresh list. */
    void replace(List<T> items) {
        order.lock();
        try {
            var gone = new HashSet<>(store.keys());
            for (T item : items) {
                gone.remove(ObjectKey.of(item));
                put(item);
            }
            gone.forEach(this::drop);
        } finally {
            order.unlock();
        }
        synced.countDown();
    }

    void apply(WatchEvent<T> event) {
        order.lock();
        try {
            switch (event) {
                case WatchEvent.Stored<T>(T object) -> put(object);
                case WatchEvent.Deleted<T>(T object) -> drop(object);
                case WatchEvent.Bookmark<T> position -> {}
            }
        } finally {
            order.unlock();
        }
    }

    private void put(T object) {
        // A third of an object's bytes that no controller reads; the server keeps them on update.
        object.getMetadata().setManagedFields(new ArrayList<>());
        var before = store.put(ObjectKey.of(object), object);
        for (var handler : handlers) {
            if (before == null) {
                handler.added(object);
            } else {
                handler.updated(before, object);
            }
        }
    }

    private void drop(T last) {
        store.remove(ObjectKey.of(last));
        handlers.forEach(handler -> handler.deleted(last));
    }

    private void drop(ObjectKey key) {
        var last = store.remove(key);
        if (last != null) {
            handlers.forEach(handler -> handler.deleted(last));
        }
    }
}
