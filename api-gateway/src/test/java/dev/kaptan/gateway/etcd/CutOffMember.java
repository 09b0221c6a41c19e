package dev.kaptan.gateway.etcd;

import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.WatchGrpc;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A member that clients reach and that answers whatever it is asked that it has no leader. */
final class CutOffMember implements ServerInterceptor, AutoCloseable {

    private static final Metadata.Key<String> HAS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Server server;

    CutOffMember() throws IOException {
        server =
                Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                        .addService(new KVGrpc.KVImplBase() {})
                        .addService(new WatchGrpc.WatchImplBase() {})
                        .intercept(this)
                        .build()
                        .start();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        asked.add(
                call.getMethodDescriptor().getBareMethodName()
                        + " hasleader="
                        + headers.get(HAS_LEADER));
        call.close(Status.UNAVAILABLE.withDescription("etcdserver: no leader"), new Metadata());
        return new ServerCall.Listener<>() {};
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
