package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.state.lease.LeaderLeases;
import dev.kaptan.state.lease.Lessor;
import dev.kaptan.state.log.MembershipException;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.node.Engine;
import dev.kaptan.state.node.Retention;
import dev.kaptan.state.node.StateNode;
import dev.kaptan.state.ratis.TestGroup;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StoreMachine;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One of three members, with clients, that the two others leave: as a follower, and as a leader.
 */
class CutOffMemberTest {

    @TempDir private Path directory;
    private TestGroup<List<Outcome>, StoreMachine> group;
    private StateNode node;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        group = new TestGroup<>(directory, 32 << 20, StoreMachine::new);
        group.know("a", "b", "c");
        group.restart("b");
        group.restart("c");
        Engine engine =
                machine -> {
                    var log = group.open("a", machine);
                    var leases = new LeaderLeases(new Lessor(System::nanoTime), log);
                    return new Engine.Running(log, leases, () -> group.stop("a"));
                };
        var grpc =
                new GrpcSettings(
                        new InetSocketAddress("127.0.0.1", 0), null, Duration.ofMinutes(10));
        node =
                new StateNode(
                        engine, grpc, new Retention(Duration.ofMinutes(5), 0, 64 << 20), () -> "");
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", node.port()).usePlaintext().build();
    }

    @AfterEach
    void stop() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        node.close();
        group.close();
    }

    @Test
    void watchesThatNeedALeaderEndAndTheOthersGoOnWhenItIsBack() throws Exception {
        var patient = watch(channel);
        lead("b");
        loseTheOthersAndGetThemBack(patient);
        lead("a");
        loseTheOthersAndGetThemBack(patient);
        patient.cancel();
    }

    private void loseTheOthersAndGetThemBack(WatchClient patient) throws Exception {
        int before = node.watchers();
        var needing = watch(NeedingALeader.over(channel));
        group.stop("b");
        group.stop("c");
        NeedingALeader.assertEndsForWantOfOne(needing.end());
        TestGroup.await("its watch is gone", () -> node.watchers() == before);
        NeedingALeader.assertEndsForWantOfOne(new WatchClient(NeedingALeader.over(channel)).end());
        assertThat(patient.end()).isNotDone();

        group.restart("b");
        group.restart("c");
        TestGroup.await("somebody leads", () -> node.store().leader() != 0);
        KVGrpc.newBlockingStub(channel)
                .put(PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("k")).build());
        assertThat(patient.events(1)).hasSize(1);
        watch(NeedingALeader.over(channel)).cancel();
        TestGroup.await("nothing is left of it", () -> node.watchers() == before);
    }

    private void lead(String name) {
        var wanted = group.member(name).log();
        TestGroup.await(
                name + " leads",
                () -> {
                    var leader = group.leader().log();
                    if (leader != wanted) {
                        transfer(leader, wanted.status().self().id());
                    }
                    return wanted.status().isLeader()
                            && node.store().leader() == wanted.status().self().id();
                });
    }

    private static void transfer(ReplicatedLog<?> leader, long to) {
        try {
            leader.membership().transferLeadership(to);
        } catch (MembershipException notYet) {
            // An election, or a member that has not caught up.
        }
    }

    private static WatchClient watch(Channel channel) throws InterruptedException {
        var client = new WatchClient(channel);
        client.send(
                WatchRequest.newBuilder()
                        .setCreateRequest(
                                WatchCreateRequest.newBuilder()
                                        .setKey(ByteString.copyFromUtf8("k"))));
        assertThat(client.next().getCreated()).isTrue();
        return client;
    }
}
