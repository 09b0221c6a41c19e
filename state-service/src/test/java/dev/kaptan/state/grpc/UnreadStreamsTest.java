package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.LeaseKeepAliveRequest;
import dev.kaptan.etcd.api.LeaseKeepAliveResponse;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.ServerReflectionGrpc;
import dev.kaptan.etcd.api.ServerReflectionRequest;
import dev.kaptan.etcd.api.ServerReflectionResponse;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.state.node.TestNode;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What a client that does not read makes the server do, told by what the server has counted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnreadStreamsTest {

    /** What a connection's buffers may hold for a stream that is not read. */
    private static final int WINDOW_BYTES = 64 * 1024;

    private static final int WATCHES = 2_000;

    private final Map<Traffic.Key, LongAdder> counts = new ConcurrentHashMap<>();
    private TestNode node;
    private ManagedChannel channel;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        node = TestNode.start(directory);
        node.node().traffic().onCount(counts::put);
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", node.node().port())
                        .flowControlWindow(WINDOW_BYTES)
                        .usePlaintext()
                        .build();
    }

    @AfterAll
    void stop() throws Exception {
        channel.shutdownNow();
        node.close();
    }

    @Test
    void keepAlivesAreTakenNoFasterThanTheirAnswersAreRead() throws Exception {
        var client = new LateReader<LeaseKeepAliveRequest, LeaseKeepAliveResponse>();
        LeaseGrpc.newStub(channel).leaseKeepAlive(client);
        var keepAlive = LeaseKeepAliveRequest.newBuilder().setID(1).build();
        assertTakenAsRead(client, keepAlive, 20_000, "LeaseKeepAlive");
    }

    @Test
    void questionsOfReflectionAreTakenNoFasterThanTheirAnswersAreRead() throws Exception {
        var client = new LateReader<ServerReflectionRequest, ServerReflectionResponse>();
        ServerReflectionGrpc.newStub(channel).serverReflectionInfo(client);
        var file =
                ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol("etcdserverpb.KV.Range")
                        .build();
        assertTakenAsRead(client, file, 500, "ServerReflectionInfo");
    }

    @Test
    void progressOfWatchesThatAreNotReadIsToldOnceHoweverOftenItWasDue() throws Exception {
        var unread = new WatchClient(channel);
        for (int i = 0; i < WATCHES; i++) {
            unread.send(watch());
        }
        for (int created = 0; created < WATCHES; ) {
            created += unread.next().getCreated() ? 1 : 0;
        }
        unread.stopReading();
        var other = new WatchClient(node.channel());
        other.send(watch());
        awaitProgress(other, 3);
        long sent = count(Traffic.What.SENT, "Watch");
        awaitProgress(other, 6);
        assertThat(count(Traffic.What.SENT, "Watch") - sent)
                .as("messages of six times progress, of which one client reads nothing")
                .isLessThan(WATCHES / 2);

        unread.resumeReading();
        var heard = new HashSet<Long>();
        long now = put();
        while (heard.size() < WATCHES) {
            var response = unread.next();
            if (response.getHeader().getRevision() >= now) {
                heard.add(response.getWatchId());
            }
        }
        unread.cancel();
        other.cancel();
    }

    private <Q, A> void assertTakenAsRead(
            LateReader<Q, A> client, Q request, int requests, String method) throws Exception {
        for (int i = 0; i < requests; i++) {
            client.send(request);
        }
        client.sendNoMore();
        long taken = settled(method);
        assertThat(taken).isPositive().isLessThan(requests / 4);
        put();
        assertThat(count(Traffic.What.RECEIVED, method)).isEqualTo(taken);
        client.read();
        client.end().get(30, TimeUnit.SECONDS);
        assertThat(client.answers()).isEqualTo(requests);
    }

    /** Once no more was taken for a while. */
    private long settled(String method) throws InterruptedException {
        long taken = 0;
        for (int same = 0; same < 10; ) {
            Thread.sleep(50);
            long now = count(Traffic.What.RECEIVED, method);
            same = now > 0 && now == taken ? same + 1 : 0;
            taken = now;
        }
        return taken;
    }

    private long count(Traffic.What what, String method) {
        return counts.entrySet().stream()
                .filter(each -> each.getKey().what() == what)
                .filter(each -> each.getKey().method().equals(method))
                .mapToLong(each -> each.getValue().sum())
                .sum();
    }

    private static void awaitProgress(WatchClient client, int times) throws InterruptedException {
        for (int heard = 0; heard < times; ) {
            heard += client.next().getCreated() ? 0 : 1;
        }
    }

    /** On the connection of the client that does not read. */
    private long put() {
        var request = PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("other")).build();
        return KVGrpc.newBlockingStub(channel).put(request).getHeader().getRevision();
    }

    private static WatchRequest.Builder watch() {
        return WatchRequest.newBuilder()
                .setCreateRequest(
                        WatchCreateRequest.newBuilder()
                                .setKey(ByteString.copyFromUtf8("watched"))
                                .setProgressNotify(true));
    }
}
