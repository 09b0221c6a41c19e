package dev.kaptan.runtime.docker.http;

import com.github.dockerjava.transport.DockerHttpClient;

import dev.kaptan.runtime.RuntimeFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The engine's HTTP endpoint, and docker-java's transport. A connection over a unix socket costs
 * 0.1 ms, so there is no pool that could go stale: an engine that comes back is used at once.
 */
public final class EngineHttp implements DockerHttpClient {

    private static final int LARGEST_REPLY = 64 << 20;
    private static final int LONGEST_WORDS = 64 << 10;

    private final EngineAddress address;
    private final Duration callTimeout;
    private final Semaphore calls;
    private final ScheduledExecutorService watchdog;

    /**
     * @param callTimeout after which an engine that does not answer counts as unavailable
     * @param concurrentCalls more wait for their turn; streams are not counted
     * @param watchdog ends calls that take too long
     */
    public EngineHttp(
            EngineAddress address,
            Duration callTimeout,
            int concurrentCalls,
            ScheduledExecutorService watchdog) {
        this.address = address;
        this.callTimeout = callTimeout;
        this.calls = new Semaphore(concurrentCalls, true);
        this.watchdog = watchdog;
    }

    @Override
    public Reply execute(Request request) {
        try (InputStream body = request.body()) {
            byte[] bytes = body == null ? request.bodyBytes() : body.readAllBytes();
            return inTurn(request.method(), request.path(), request.headers(), bytes);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** One request and its whole answer, whatever its status; waits for its turn. */
    public Reply call(String method, String target, byte @Nullable [] body) {
        return inTurn(method, target, Map.of(), body);
    }

    /** A call that takes long by its nature: not counted among those that wait for their turn. */
    public Reply patientCall(String method, String target, Duration patience) {
        return exchange(method, target, Map.of(), null, callTimeout.plus(patience));
    }

    private Reply inTurn(
            String method, String target, Map<String, String> headers, byte @Nullable [] body) {
        calls.acquireUninterruptibly();
        try {
            return exchange(method, target, headers, body, callTimeout);
        } finally {
            calls.release();
        }
    }

    private Reply exchange(
            String method,
            String target,
            Map<String, String> headers,
            byte @Nullable [] body,
            Duration timeout) {
        try (var connection = new EngineConnection(address.connect())) {
            return withDeadline(
                    connection, timeout, () -> exchange(connection, method, target, headers, body));
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private Reply exchange(
            EngineConnection connection,
            String method,
            String target,
            Map<String, String> headers,
            byte @Nullable [] body)
            throws IOException {
        connection.send(method, target, headers, body);
        ResponseHead head = connection.receiveHead();
        byte[] bytes = connection.body(head).readNBytes(LARGEST_REPLY);
        if (bytes.length == LARGEST_REPLY) {
            throw new IOException("the engine's answer to " + target + " is larger than 64 MiB");
        }
        return new Reply(head, bytes);
    }

    /** Opens an answer that lasts; only its beginning has a deadline. */
    public EngineStream stream(String method, String target) {
        return open(method, target, Map.of(), null, callTimeout);
    }

    /** As {@link #stream}, where the engine has to ask others before it can begin. */
    public EngineStream patientStream(
            String method, String target, Map<String, String> headers, Duration patience) {
        return open(method, target, headers, null, callTimeout.plus(patience));
    }

    /** Turns the connection into the raw streams of a command. */
    public EngineStream upgrade(String target, byte[] json) {
        var headers = new HashMap<String, String>();
        headers.put("Connection", "Upgrade");
        headers.put("Upgrade", "tcp");
        headers.put("Content-Type", "application/json");
        return open("POST", target, headers, json, callTimeout);
    }

    private EngineStream open(
            String method,
            String target,
            Map<String, String> headers,
            byte @Nullable [] body,
            Duration timeout) {
        EngineConnection connection = connect();
        try {
            return withDeadline(
                    connection,
                    timeout,
                    () -> {
                        connection.send(method, target, headers, body);
                        return opened(connection, connection.receiveHead());
                    });
        } catch (IOException e) {
            connection.close();
            throw unavailable(e);
        } catch (EngineRefusal e) {
            connection.close();
            throw e;
        }
    }

    private EngineConnection connect() {
        try {
            return new EngineConnection(address.connect());
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static EngineStream opened(EngineConnection connection, ResponseHead head)
            throws IOException {
        if (head.status() >= 300) {
            byte[] words = connection.body(head).readNBytes(LONGEST_WORDS);
            throw new EngineRefusal(head.status(), new String(words, StandardCharsets.UTF_8));
        }
        return new EngineStream(connection, head);
    }

    private interface Exchange<T> {
        T run() throws IOException;
    }

    /** Unix sockets have no read timeout: closing the connection is what ends a blocked read. */
    private <T> T withDeadline(EngineConnection connection, Duration timeout, Exchange<T> exchange)
            throws IOException {
        var late = new AtomicBoolean();
        var alarm =
                watchdog.schedule(
                        () -> {
                            late.set(true);
                            connection.close();
                        },
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            return exchange.run();
        } catch (IOException e) {
            throw late.get() ? new IOException("no answer within " + timeout, e) : e;
        } finally {
            alarm.cancel(false);
        }
    }

    private RuntimeFailure unavailable(IOException e) {
        if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
            return RuntimeFailure.of(
                    RuntimeFailure.Kind.OTHER, "interrupted while calling the container engine", e);
        }
        return RuntimeFailure.of(
                RuntimeFailure.Kind.ENGINE_UNAVAILABLE,
                "the container engine at " + address + " does not answer: " + e.getMessage(),
                e);
    }

    /** Nothing is kept open between calls. */
    @Override
    public void close() {}
}
