package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.state.node.TestNode;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** What no client of ours sends: it is refused, and everybody else goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    private static final int IDLE_WATCHES = 10_000;

    private TestNode node;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        node = TestNode.start(directory);
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
    }

    @AfterEach
    void theStoreGoesOn() {
        var request = PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("on")).build();
        var put = KVGrpc.newBlockingStub(node.channel()).put(request);
        assertThat(put.getHeader().getRevision()).isPositive();
    }

    @Test
    void aConnectionThatSpeaksNoHttp2IsClosed() throws Exception {
        var noise = new byte[4096];
        new SplittableRandom(7).nextBytes(noise);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), node.node().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(noise);
            assertThat(endsIn(socket.getInputStream())).isTrue();
        }
    }

    @Test
    void aMessageThatDoesNotParseIsRefused() {
        var put =
                MethodDescriptor.<byte[], byte[]>newBuilder(new Raw(), new Raw())
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName("etcdserverpb.KV/Put")
                        .build();
        byte[] lengthBeyondTheEnd = {0x0a, 0x7f, 'x'};
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() ->
                        ClientCalls.blockingUnaryCall(
                                node.channel(), put, CallOptions.DEFAULT, lengthBeyondTheEnd))
                .extracting(e -> e.getStatus().getCode())
                .isIn(Status.Code.INTERNAL, Status.Code.UNKNOWN, Status.Code.CANCELLED);
    }

    @Test
    void tenThousandIdleWatchesOfOneStreamHinderNobody() throws Exception {
        var client = new WatchClient(node.channel());
        for (int i = 0; i < IDLE_WATCHES; i++) {
            var key = ByteString.copyFromUtf8("idle/" + i);
            client.send(
                    WatchRequest.newBuilder()
                            .setCreateRequest(WatchCreateRequest.newBuilder().setKey(key)));
        }
        for (int i = 0; i < IDLE_WATCHES; i++) {
            assertThat(client.next().getCreated()).isTrue();
        }
        var last = ByteString.copyFromUtf8("idle/" + (IDLE_WATCHES - 1));
        KVGrpc.newBlockingStub(node.channel()).put(PutRequest.newBuilder().setKey(last).build());
        assertThat(client.events(1)).hasSize(1);
        client.cancel();
    }

    /** Whether the other side closes rather than waits for more. */
    private static boolean endsIn(InputStream in) throws IOException {
        try {
            while (in.read() >= 0) {
                // Whatever it says before it closes is of no interest.
            }
            return true;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
