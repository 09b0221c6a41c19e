package dev.kaptan.api.engine.store;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** Carries events to a listener on a virtual thread of its own, in order. */
final class InMemoryWatch implements AutoCloseable {

    private final String prefix;
    private final KeyValueStore.Listener listener;
    private final LinkedBlockingQueue<Runnable> deliveries = new LinkedBlockingQueue<>();
    private final Thread thread;

    InMemoryWatch(String prefix, KeyValueStore.Listener listener) {
        this.prefix = prefix;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("watch " + prefix).start(this::deliver);
    }

    private void deliver() {
        try {
            while (true) {
                deliveries.take().run();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    void offer(long revision, KeyValueStore.Event event) {
        if (keyOf(event).startsWith(prefix)) {
            deliveries.add(() -> listener.events(revision, List.of(event)));
        }
    }

    private static String keyOf(KeyValueStore.Event event) {
        return switch (event) {
            case KeyValueStore.Event.Put(KeyValueStore.Entry entry, var _) -> entry.key();
            case KeyValueStore.Event.Delete(String key, long _, var _) -> key;
        };
    }

    void progress(long revision) {
        deliveries.add(() -> listener.progress(revision));
    }

    void fail(StoreException cause) {
        deliveries.add(() -> {
            listener.failed(cause);
            close();
        });
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
