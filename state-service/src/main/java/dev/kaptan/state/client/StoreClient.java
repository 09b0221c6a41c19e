package dev.kaptan.state.client;

import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.StatusRequest;
import dev.kaptan.etcd.api.StatusResponse;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Channels to the members of a store, for one command. */
public final class StoreClient implements AutoCloseable {

    /** Enough for a handshake of two cold processes on a machine that has other things to do. */
    static final long QUICK_SECONDS = 15;

    private final StoreEndpoints endpoints;
    private final ChannelCredentials credentials;
    private final Map<URI, ManagedChannel> channels = new LinkedHashMap<>();

    private StoreClient(StoreEndpoints endpoints, ChannelCredentials credentials) {
        this.endpoints = endpoints;
        this.credentials = credentials;
    }

    /**
     * Opens no connection yet.
     *
     * @throws IOException naming a PEM file that cannot be used
     */
    public static StoreClient of(StoreEndpoints endpoints) throws IOException {
        return new StoreClient(endpoints, credentials(endpoints));
    }

    /**
     * A channel to the first member that answers.
     *
     * @throws StoreUnreachableException with what each endpoint said
     */
    ManagedChannel any() {
        var reasons = new ArrayList<String>();
        for (var uri : endpoints.uris()) {
            try {
                status(uri);
                return to(uri);
            } catch (StatusRuntimeException e) {
                reasons.add(uri + ": " + reason(e));
            }
        }
        throw new StoreUnreachableException(
                "the store does not answer: " + String.join("; ", reasons));
    }

    List<URI> uris() {
        return endpoints.uris();
    }

    /** What one member says of itself. */
    StatusResponse status(URI uri) {
        return MaintenanceGrpc.newBlockingStub(to(uri))
                .withDeadlineAfter(QUICK_SECONDS, TimeUnit.SECONDS)
                .status(StatusRequest.getDefaultInstance());
    }

    /** A channel to one member, whether it answers or not. */
    ManagedChannel to(URI uri) {
        return channels.computeIfAbsent(
                uri,
                each ->
                        Grpc.newChannelBuilderForAddress(
                                        each.getHost(), each.getPort(), credentials)
                                .maxInboundMessageSize(Integer.MAX_VALUE)
                                .build());
    }

    static String reason(StatusRuntimeException failure) {
        var status = failure.getStatus();
        var cause = status.getCause();
        var text = status.getDescription();
        return status.getCode()
                + (text == null ? "" : ", " + text)
                + (cause == null || cause.getMessage() == null
                        ? ""
                        : " (" + cause.getMessage() + ")");
    }

    @Override
    public String toString() {
        return endpoints.uris().stream().map(URI::toString).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        List.copyOf(channels.values()).forEach(ManagedChannel::shutdownNow);
    }

    private static ChannelCredentials credentials(StoreEndpoints endpoints) throws IOException {
        var tls = endpoints.tls();
        if (tls == null) {
            return InsecureChannelCredentials.create();
        }
        var credentials = TlsChannelCredentials.newBuilder().trustManager(tls.ca().toFile());
        var identity = tls.identity();
        if (identity != null) {
            credentials.keyManager(identity.certificate().toFile(), identity.key().toFile());
        }
        return credentials.build();
    }
}
