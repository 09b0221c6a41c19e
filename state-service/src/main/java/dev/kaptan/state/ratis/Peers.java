package dev.kaptan.state.ratis;

import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.com.google.common.util.concurrent.FutureCallback;
import org.apache.ratis.thirdparty.com.google.common.util.concurrent.Futures;
import org.apache.ratis.thirdparty.com.google.common.util.concurrent.MoreExecutors;
import org.apache.ratis.thirdparty.io.grpc.CallOptions;
import org.apache.ratis.thirdparty.io.grpc.ConnectivityState;
import org.apache.ratis.thirdparty.io.grpc.Context;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.netty.NegotiationType;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.ClientCalls;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Asks other members. */
final class Peers implements AutoCloseable {

    /** Of a connection that a dead or unreachable member left behind. */
    private static final int KEEP_ALIVE_SECONDS = 10;

    private static final int MAX_ANSWER_BYTES = 64 << 20;
    private static final byte[] NOTHING = {};

    private final RaftGroupId group;
    private final @Nullable SslContext tls;
    private final CallOptions options;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    Peers(RaftGroupId group, @Nullable SslContext tls, PeerMeasures measures) {
        this.group = group;
        this.tls = tls;
        this.options = CallOptions.DEFAULT.withStreamTracerFactory(measures.ofCallsToOthers());
    }

    /** The term that a member is in, which it tells at once whatever its state. */
    CompletableFuture<Long> term(String address, Duration patience) {
        return call(address, PeerCall.TERM, NOTHING, patience)
                .thenApply(answer -> PeerAnswer.read(answer).number());
    }

    /** The future fails with gRPC's exception; what was asked may have been done then. */
    CompletableFuture<byte[]> call(
            String address, PeerCall call, byte[] content, Duration patience) {
        // Whoever asks may be answering a call himself; ours must not end with that.
        var outer = Context.ROOT.attach();
        try {
            return start(address, call, content, patience);
        } finally {
            Context.ROOT.detach(outer);
        }
    }

    private CompletableFuture<byte[]> start(
            String address, PeerCall call, byte[] content, Duration patience) {
        var answer = new CompletableFuture<byte[]>();
        var patient = options.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS);
        Futures.addCallback(
                ClientCalls.futureUnaryCall(
                        channel(address).newCall(PeerMethod.CALL, patient), request(call, content)),
                new FutureCallback<byte[]>() {
                    @Override
                    public void onSuccess(byte[] result) {
                        answer.complete(result);
                    }

                    @Override
                    public void onFailure(Throwable cause) {
                        answer.completeExceptionally(cause);
                    }
                },
                MoreExecutors.directExecutor());
        return answer;
    }

    /** Whether there is a connection; where there is none it is being made. */
    boolean connected(String address) {
        return channel(address).getState(false) == ConnectivityState.READY;
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }

    /** A member that comes back is found at once, not after gRPC's back-off. */
    private ManagedChannel channel(String address) {
        var channel = channels.computeIfAbsent(address, this::connect);
        if (channel.getState(true) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
        }
        return channel;
    }

    private byte[] request(PeerCall call, byte[] content) {
        var uuid = group.getUuid();
        return ByteBuffer.allocate(PeerService.HEAD_BYTES + content.length)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .put((byte) call.ordinal())
                .put(content)
                .array();
    }

    private ManagedChannel connect(String address) {
        var builder =
                NettyChannelBuilder.forTarget(address)
                        .proxyDetector(target -> null)
                        .disableRetry()
                        .directExecutor()
                        .maxInboundMessageSize(MAX_ANSWER_BYTES)
                        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        return tls == null
                ? builder.negotiationType(NegotiationType.PLAINTEXT).build()
                : builder.sslContext(tls).build();
    }
}
