package dev.kaptan.client.cache;

import java.util.function.Consumer;

/**
 * Told of every change, after the store shows it, in order, by the informer's one thread.
 *
 * <p>Must not block: put a key into a work queue and return. Changes that fell together while the
 * connection was lost come as one.
 */
public interface Handler<T> {
    /** The object is new in the mirror. */
    void added(T object);

    /** The object changed; the two may be equal after a reconnect. */
    void updated(T before, T after);

    /** The object is gone; this is its last known state. */
    void deleted(T last);

    /** A handler that treats all three the same: the object's latest state. */
    static <T> Handler<T> onAny(Consumer<? super T> handler) {
        return new Handler<>() {
            @Override
            public void added(T object) {
                handler.accept(object);
            }

            @Override
            public void updated(T before, T after) {
                handler.accept(after);
            }

            @Override
            public void deleted(T last) {
                handler.accept(last);
            }
        };
    }
}
