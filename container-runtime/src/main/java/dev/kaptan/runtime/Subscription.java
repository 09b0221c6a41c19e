package dev.kaptan.runtime;

/** Ends what was subscribed to; nothing is delivered after {@code close} returned. Idempotent. */
public interface Subscription extends AutoCloseable {

    @Override
    void close();
}
