package dev.kaptan.runtime.docker.http;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.io.OutputStream;

/** An answer that lasts: a log, events, or an upgraded connection. Must be closed. */
public final class EngineStream implements AutoCloseable {

    private final EngineConnection connection;
    private final ResponseHead head;
    private final InputStream in;

    EngineStream(EngineConnection connection, ResponseHead head) {
        this.connection = connection;
        this.head = head;
        this.in = connection.body(head);
    }

    public InputStream in() {
        return in;
    }

    /** Closing it lets the other side read end-of-file while its output goes on. */
    public OutputStream out() {
        return connection.out();
    }

    public @Nullable String header(String name) {
        return head.header(name);
    }

    /** Wakes a blocked reader, which then fails. Idempotent. */
    @Override
    public void close() {
        connection.close();
    }
}
