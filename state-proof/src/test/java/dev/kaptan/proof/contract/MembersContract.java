package dev.kaptan.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.etcd.api.ClusterGrpc;
import dev.kaptan.etcd.api.HashKVRequest;
import dev.kaptan.etcd.api.HashKVResponse;
import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.Member;
import dev.kaptan.etcd.api.MemberAddRequest;
import dev.kaptan.etcd.api.MemberListRequest;
import dev.kaptan.etcd.api.MemberPromoteRequest;
import dev.kaptan.etcd.api.MemberRemoveRequest;
import dev.kaptan.etcd.api.MemberUpdateRequest;
import dev.kaptan.etcd.api.MoveLeaderRequest;
import dev.kaptan.etcd.api.StatusRequest;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Who belongs to the store; nobody comes or goes here. */
abstract class MembersContract extends Aspect {

    private static final long NOBODY = 424242;
    private static final String NOWHERE = "http://127.0.0.1:1";
    private static final int TRIES = 100;

    /** Of a store which has no members to change. */
    private static final String NEVER =
            "kaptan: the members of this engine are not changed by calls";

    @Test
    void areListedTheSameByAMajority() {
        var request = MemberListRequest.newBuilder().setLinearizable(true).build();
        assertThat(members()).isNotEmpty();
        var channels = channels();
        try {
            for (var channel : channels) {
                assertThat(cluster(channel).memberList(request).getMembersList())
                        .containsExactlyInAnyOrderElementsOf(members());
            }
        } finally {
            channels.forEach(ManagedChannel::shutdownNow);
        }
    }

    @Test
    void mustBeKnownToBeChanged() {
        assertChangeRefused(
                () -> move(NOBODY, NOWHERE), Status.Code.NOT_FOUND, "etcdserver: member not found");
        assertChangeRefused(
                () ->
                        cluster()
                                .memberRemove(
                                        MemberRemoveRequest.newBuilder().setID(NOBODY).build()),
                Status.Code.NOT_FOUND,
                "etcdserver: member not found");
        assertChangeRefused(
                () ->
                        cluster()
                                .memberPromote(
                                        MemberPromoteRequest.newBuilder().setID(NOBODY).build()),
                Status.Code.NOT_FOUND,
                "etcdserver: member not found");
    }

    @Test
    void areAddedOnceAndPromotedOnlyIfTheyLearn() {
        var one = members().getFirst();
        assertChangeRefused(
                () ->
                        cluster()
                                .memberAdd(
                                        MemberAddRequest.newBuilder()
                                                .addAllPeerURLs(one.getPeerURLsList())
                                                .build()),
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: Peer URLs already exists");
        assertChangeRefused(
                () ->
                        cluster()
                                .memberPromote(
                                        MemberPromoteRequest.newBuilder()
                                                .setID(one.getID())
                                                .build()),
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: can only promote a learner member");
    }

    @Test
    void haveAPeerUrlOfTheirOwn() {
        var all = members();
        var one = all.getFirst();
        for (var other : all.subList(1, all.size())) {
            assertChangeRefused(
                    () -> move(one.getID(), other.getPeerURLs(0)),
                    Status.Code.FAILED_PRECONDITION,
                    "etcdserver: Peer URLs already exists");
        }
        if (store().membersChange()) {
            assertThat(move(one.getID(), one.getPeerURLs(0)))
                    .containsExactlyInAnyOrderElementsOf(all);
        }
    }

    /** The others find nobody where it is said to be, and find it again. */
    @Test
    void mayBeSaidToBeElsewhere() throws InterruptedException {
        var before = members();
        var mover = before.getFirst();
        if (!store().membersChange()) {
            assertRefused(() -> move(mover.getID(), NOWHERE), Status.Code.UNIMPLEMENTED, NEVER);
            return;
        }
        assertThat(move(mover.getID(), NOWHERE))
                .filteredOn(each -> each.getPeerURLsList().contains(NOWHERE))
                .extracting(Member::getID)
                .containsExactly(mover.getID());
        store().put(key("a"), "without it");
        assertThat(move(mover.getID(), mover.getPeerURLs(0)))
                .containsExactlyInAnyOrderElementsOf(before);
        var revision = store().put(key("a"), "with it");
        for (var channel : channels()) {
            assertThat(hash(maintenance(channel), revision).getHeader().getRevision())
                    .isGreaterThanOrEqualTo(revision);
            channel.shutdownNow();
        }
    }

    @Test
    void leadershipIsMovedByTheLeaderAloneAndToMembersAlone() {
        var request = MoveLeaderRequest.newBuilder().setTargetID(NOBODY).build();
        int leaders = 0;
        var channels = channels();
        try {
            for (var channel : channels) {
                var maintenance = maintenance(channel);
                var status = maintenance.status(StatusRequest.getDefaultInstance());
                if (status.getLeader() == status.getHeader().getMemberId()) {
                    leaders++;
                    assertChangeRefused(
                            () -> maintenance.moveLeader(request),
                            Status.Code.FAILED_PRECONDITION,
                            "etcdserver: bad leader transferee");
                } else {
                    assertRefused(
                            () -> maintenance.moveLeader(request),
                            Status.Code.FAILED_PRECONDITION,
                            "etcdserver: not leader");
                }
            }
        } finally {
            channels.forEach(ManagedChannel::shutdownNow);
        }
        assertThat(leaders).isEqualTo(1);
    }

    @Test
    void holdTheSame() throws InterruptedException {
        long revision = store().put(key("a"), "1");
        var hashes = new ArrayList<Integer>();
        for (var channel : channels()) {
            hashes.add(hash(maintenance(channel), revision).getHash());
            channel.shutdownNow();
        }
        assertThat(hashes).hasSize(store().members().size()).containsOnly(hashes.getFirst());
    }

    private void assertChangeRefused(ThrowingCallable call, Status.Code code, String text) {
        if (store().membersChange()) {
            assertRefused(call, code, text);
        } else {
            assertRefused(call, Status.Code.UNIMPLEMENTED, NEVER);
        }
    }

    /** A member may not have come to the revision yet. */
    private static HashKVResponse hash(
            MaintenanceGrpc.MaintenanceBlockingStub maintenance, long revision)
            throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            var status = maintenance.status(StatusRequest.getDefaultInstance());
            if (status.getHeader().getRevision() >= revision || attempt == TRIES) {
                return maintenance.hashKV(HashKVRequest.newBuilder().setRevision(revision).build());
            }
            Thread.sleep(50);
        }
    }

    private List<Member> move(long member, String peerUrl) {
        var request = MemberUpdateRequest.newBuilder().setID(member).addPeerURLs(peerUrl).build();
        return cluster().memberUpdate(request).getMembersList();
    }

    private List<Member> members() {
        return cluster().memberList(MemberListRequest.getDefaultInstance()).getMembersList();
    }

    private ClusterGrpc.ClusterBlockingStub cluster() {
        return cluster(store().channel());
    }

    private static ClusterGrpc.ClusterBlockingStub cluster(ManagedChannel channel) {
        return ClusterGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private List<ManagedChannel> channels() {
        return store().members().stream()
                .map(member ->
                        ManagedChannelBuilder.forAddress("127.0.0.1", member.port())
                                .usePlaintext()
                                .build())
                .toList();
    }

    private static MaintenanceGrpc.MaintenanceBlockingStub maintenance(ManagedChannel channel) {
        return MaintenanceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }
}
