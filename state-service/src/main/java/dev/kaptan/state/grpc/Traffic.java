package dev.kaptan.state.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;

import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/** Counts calls, messages and bytes, as go-grpc-prometheus and etcd's stats handler do. */
public final class Traffic implements ServerInterceptor {

    /** What is counted of calls. */
    public enum What {
        STARTED,
        HANDLED,
        RECEIVED,
        SENT
    }

    /**
     * A count's name.
     *
     * @param type unary, client_stream, server_stream or bidi_stream
     * @param code gRPC's status as Go prints it; empty unless {@code what} is HANDLED
     */
    public record Key(What what, String service, String method, String type, String code) {}

    private final ConcurrentMap<Key, LongAdder> counts = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<BiConsumer<Key, LongAdder>> listeners =
            new CopyOnWriteArrayList<>();
    private final LongAdder receivedBytes = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();

    /** Hands over every count there is, and each further one when it comes to be. */
    public void onCount(BiConsumer<Key, LongAdder> listener) {
        listeners.add(listener);
        counts.forEach(listener);
    }

    public long receivedBytes() {
        return receivedBytes.sum();
    }

    public long sentBytes() {
        return sentBytes.sum();
    }

    ServerStreamTracer.Factory bytes() {
        return new ServerStreamTracer.Factory() {
            @Override
            public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                return new ServerStreamTracer() {
                    @Override
                    public void inboundWireSize(long bytes) {
                        receivedBytes.add(bytes);
                    }

                    @Override
                    public void outboundWireSize(long bytes) {
                        sentBytes.add(bytes);
                    }
                };
            }
        };
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var method = call.getMethodDescriptor();
        count(What.STARTED, method, "");
        var sent = count(method, What.SENT);
        var received = count(method, What.RECEIVED);
        var handled = new AtomicBoolean();
        var counted =
                new SimpleForwardingServerCall<Q, A>(call) {
                    @Override
                    public void sendMessage(A message) {
                        sent.increment();
                        super.sendMessage(message);
                    }

                    @Override
                    public void close(Status status, Metadata trailers) {
                        if (handled.compareAndSet(false, true)) {
                            count(What.HANDLED, method, goName(status.getCode()));
                        }
                        super.close(status, trailers);
                    }
                };
        return new SimpleForwardingServerCallListener<>(next.startCall(counted, headers)) {
            @Override
            public void onMessage(Q message) {
                received.increment();
                super.onMessage(message);
            }

            @Override
            public void onCancel() {
                if (handled.compareAndSet(false, true)) {
                    count(What.HANDLED, method, goName(Status.Code.CANCELLED));
                }
                super.onCancel();
            }
        };
    }

    private void count(What what, MethodDescriptor<?, ?> method, String code) {
        counter(what, method, code).increment();
    }

    private LongAdder count(MethodDescriptor<?, ?> method, What what) {
        return counter(what, method, "");
    }

    private LongAdder counter(What what, MethodDescriptor<?, ?> method, String code) {
        var key =
                new Key(
                        what,
                        String.valueOf(method.getServiceName()),
                        String.valueOf(method.getBareMethodName()),
                        type(method.getType()),
                        code);
        var known = counts.get(key);
        if (known != null) {
            return known;
        }
        var created = new LongAdder();
        var raced = counts.putIfAbsent(key, created);
        if (raced != null) {
            return raced;
        }
        listeners.forEach(listener -> listener.accept(key, created));
        return created;
    }

    private static String type(MethodDescriptor.MethodType type) {
        return switch (type) {
            case UNARY -> "unary";
            case CLIENT_STREAMING -> "client_stream";
            case SERVER_STREAMING -> "server_stream";
            case BIDI_STREAMING, UNKNOWN -> "bidi_stream";
        };
    }

    /** OK, Canceled, InvalidArgument: as go's codes.Code prints itself. */
    private static String goName(Status.Code code) {
        if (code == Status.Code.OK) {
            return "OK";
        }
        if (code == Status.Code.CANCELLED) {
            return "Canceled";
        }
        var name = new StringBuilder();
        for (var word : code.name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
