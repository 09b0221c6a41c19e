package dev.kaptan.state.postgres;

import dev.kaptan.state.mvcc.KeyRange;
import dev.kaptan.state.watch.Subscriber;

import java.util.ArrayList;
import java.util.List;

/** Reads every event of an instance as a gRPC stream does: by signals, up to what is due. */
final class Watcher implements AutoCloseable {

    private final Instance instance;
    private final Subscriber subscriber;
    private final List<String> seen = new ArrayList<>();

    Watcher(Instance instance) {
        this.instance = instance;
        this.subscriber = instance.hub().subscribe(this::read);
        subscriber.watch(new KeyRange(new byte[0], null), 0);
    }

    private synchronized void read() {
        var due = subscriber.take();
        for (var reading : due.readings()) {
            for (long revision = reading.from(); revision <= due.upTo(); revision++) {
                long number = revision;
                instance.store()
                        .local()
                        .events(
                                revision,
                                event ->
                                        seen.add(
                                                number
                                                        + " "
                                                        + Instance.text(event.entry().key())
                                                        + "="
                                                        + Instance.text(event.entry().value())));
            }
        }
    }

    /** Every event as "revision key=value", in the order of arrival. */
    synchronized List<String> seen() {
        read();
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        subscriber.close();
    }
}
