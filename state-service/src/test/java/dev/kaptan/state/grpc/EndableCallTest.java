package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.SnapshotRequest;
import dev.kaptan.etcd.api.SnapshotResponse;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** When streams that need a leader end, and what their handlers notice. */
class EndableCallTest {

    private final AtomicLong leader = new AtomicLong(1);
    private final RequiredLeader requiredLeader = new RequiredLeader(leader::get);
    private final Endless endless = new Endless();
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        server =
                NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                        .directExecutor()
                        .intercept(requiredLeader)
                        .addService(endless)
                        .build()
                        .start();
        channel =
                ManagedChannelBuilder.forAddress("127.0.0.1", server.getPort())
                        .usePlaintext()
                        .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void onlyAThirdLookInARowThatFindsNoLeaderEndsAStream() throws Exception {
        var client = open();
        var stream = endless.began();
        leader.set(0);
        requiredLeader.look();
        requiredLeader.look();
        leader.set(2);
        requiredLeader.look();
        leader.set(0);
        requiredLeader.look();
        requiredLeader.look();
        assertThat(stream.context().isCancelled()).isFalse();
        requiredLeader.look();
        assertThat(stream.context().isCancelled()).isTrue();
        assertThat(endless.cancelled).hasValue(1);
        client.read();
        NeedingALeader.assertEndsForWantOfOne(client.end());
    }

    @Test
    void aHandlerWhoseClientDoesNotReadHearsOfTheEndAtOnceAndMaySendOn() throws Exception {
        var client = open();
        var stream = endless.began();
        while (stream.client().isReady()) {
            stream.client().onNext(CHUNK);
        }
        end();
        assertThat(endless.cancelled).hasValue(1);
        assertThat(stream.client().isCancelled()).isTrue();
        stream.client().onNext(CHUNK);
        stream.client().onCompleted();
        end();
        assertThat(endless.cancelled).as("it is told once").hasValue(1);
        client.read();
        NeedingALeader.assertEndsForWantOfOne(client.end());
    }

    @Test
    void aStreamThatIsOverIsForgotten() throws Exception {
        var client = open();
        var stream = endless.began();
        stream.client().onCompleted();
        client.read();
        client.end().get(20, TimeUnit.SECONDS);
        end();
        assertThat(endless.cancelled).hasValue(0);
    }

    private void end() {
        leader.set(0);
        for (int look = 0; look < 3; look++) {
            requiredLeader.look();
        }
    }

    private LateReader<SnapshotRequest, SnapshotResponse> open() {
        var client = new LateReader<SnapshotRequest, SnapshotResponse>();
        MaintenanceGrpc.newStub(NeedingALeader.over(channel))
                .snapshot(SnapshotRequest.getDefaultInstance(), client);
        return client;
    }

    private static final SnapshotResponse CHUNK =
            SnapshotResponse.newBuilder().setBlob(ByteString.copyFrom(new byte[10_000])).build();

    /** What a handler has in its hands. */
    private record Began(Context context, ServerCallStreamObserver<SnapshotResponse> client) {}

    /** A stream that the test drives. */
    private static final class Endless extends MaintenanceGrpc.MaintenanceImplBase {

        private final AtomicInteger cancelled = new AtomicInteger();
        private final CompletableFuture<Began> began = new CompletableFuture<>();

        @Override
        public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> client) {
            var call = (ServerCallStreamObserver<SnapshotResponse>) client;
            call.setOnCancelHandler(cancelled::incrementAndGet);
            began.complete(new Began(Context.current(), call));
        }

        Began began() throws Exception {
            return began.get(20, TimeUnit.SECONDS);
        }
    }
}
