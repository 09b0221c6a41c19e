package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.ElectionGrpc;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.LeaderRequest;
import dev.kaptan.etcd.api.LeaderResponse;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.LeaseKeepAliveRequest;
import dev.kaptan.etcd.api.LeaseKeepAliveResponse;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.state.node.StateNode;
import dev.kaptan.state.ratis.TestGroup;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A member that loses its leader, and clients that need one, or do not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequiredLeaderTest {

    private LeaderlessNode member;
    private LeaderlessLog<?> log;
    private StateNode node;
    private ManagedChannel channel;
    private Channel needing;

    @BeforeAll
    void start() throws IOException {
        member = LeaderlessNode.start();
        log = member.log();
        node = member.node();
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", node.port()).usePlaintext().build();
        needing = NeedingALeader.over(channel);
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        member.close();
    }

    @BeforeEach
    void lead() {
        log.findLeader();
    }

    @Test
    void callsThatNeedALeaderAreRefusedWhileThereIsNone() {
        put(needing, "there is one");
        log.loseLeader();
        assertThat(catchThrowable(() -> put(needing, "there is none")))
                .satisfies(NeedingALeader::tellsSo);
        put(channel, "does not ask");
        put(NeedingALeader.saying("false", channel), "does not ask either");
        log.findLeader();
        put(needing, "there is one again");
    }

    @Test
    void streamsThatNeedALeaderDoNotBeginWhileThereIsNone() {
        log.loseLeader();
        NeedingALeader.assertEndsForWantOfOne(new WatchClient(needing).end());
        NeedingALeader.assertEndsForWantOfOne(keepAlive(needing).end());
        NeedingALeader.assertEndsForWantOfOne(observe(needing));
    }

    @Test
    void streamsThatNeedALeaderEndWhenNoneIsFoundAndLeaveNothingBehind() throws Exception {
        var patient = new WatchClient(channel);
        watch(patient, "k");
        var patientKeepAlive = keepAlive(channel);
        int others = node.watchers();
        var watching = new WatchClient(needing);
        watch(watching, "k");
        var stalled = new WatchClient(needing);
        watch(stalled, "k");
        stalled.stopReading();
        var keepingAlive = keepAlive(needing);
        var observing = observe(needing);
        TestGroup.await("all watch", () -> node.watchers() == others + 3);

        log.loseLeader();
        NeedingALeader.assertEndsForWantOfOne(watching.end());
        NeedingALeader.assertEndsForWantOfOne(stalled.end());
        NeedingALeader.assertEndsForWantOfOne(keepingAlive.end());
        NeedingALeader.assertEndsForWantOfOne(observing);
        TestGroup.await("their watches are gone", () -> node.watchers() == others);

        put(channel, "k");
        assertThat(patient.events(1)).hasSize(1);
        patientKeepAlive.send(LeaseKeepAliveRequest.newBuilder().setID(1).build());
        patientKeepAlive.read();
        TestGroup.await("it is answered", () -> patientKeepAlive.answers() == 1);
        assertThat(patient.end()).isNotDone();
        assertThat(patientKeepAlive.end()).isNotDone();
        patient.cancel();
    }

    private static void watch(WatchClient client, String key) throws InterruptedException {
        client.send(
                WatchRequest.newBuilder()
                        .setCreateRequest(
                                WatchCreateRequest.newBuilder()
                                        .setKey(ByteString.copyFromUtf8(key))));
        assertThat(client.next().getCreated()).isTrue();
    }

    private static void put(Channel channel, String key) {
        KVGrpc.newBlockingStub(channel)
                .put(PutRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build());
    }

    private static LateReader<LeaseKeepAliveRequest, LeaseKeepAliveResponse> keepAlive(
            Channel channel) {
        var client = new LateReader<LeaseKeepAliveRequest, LeaseKeepAliveResponse>();
        LeaseGrpc.newStub(channel).leaseKeepAlive(client);
        return client;
    }

    private static CompletableFuture<Void> observe(Channel channel) {
        var client = new LateReader<LeaderRequest, LeaderResponse>();
        var election = LeaderRequest.newBuilder().setName(ByteString.copyFromUtf8("e")).build();
        ElectionGrpc.newStub(channel).observe(election, client);
        return client.end();
    }
}
