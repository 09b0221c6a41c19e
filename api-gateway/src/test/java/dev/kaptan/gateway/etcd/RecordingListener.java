package dev.kaptan.gateway.etcd;

import dev.kaptan.api.engine.store.KeyValueStore.Event;
import dev.kaptan.api.engine.store.KeyValueStore.Listener;
import dev.kaptan.api.engine.store.StoreException;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Remembers what a watch delivered, as text. */
final class RecordingListener implements Listener {

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Override
    public void events(long revision, List<Event> events) {
        for (var event : events) {
            switch (event) {
                case Event.Put put -> seen.add("put " + put.entry().key() + " " + text(put));
                case Event.Delete delete ->
                        seen.add("delete " + delete.key() + " was " + text(delete.previous()));
            }
        }
    }

    private static String text(Event.Put put) {
        var previous = put.previous();
        return text(put.entry()) + (previous == null ? "" : " was " + text(previous));
    }

    private static String text(dev.kaptan.api.engine.store.KeyValueStore.Entry entry) {
        return new String(entry.value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void progress(long revision) {
        seen.add("progress " + revision);
    }

    @Override
    public void failed(StoreException cause) {
        seen.add("failed " + cause.reason());
    }

    /** The next thing seen, within ten seconds. */
    String next() throws InterruptedException {
        var next = seen.poll(10, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }
}
