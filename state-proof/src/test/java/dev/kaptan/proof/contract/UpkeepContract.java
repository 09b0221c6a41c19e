package dev.kaptan.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.AlarmRequest;
import dev.kaptan.etcd.api.ClusterGrpc;
import dev.kaptan.etcd.api.DefragmentRequest;
import dev.kaptan.etcd.api.HashKVRequest;
import dev.kaptan.etcd.api.HashKVResponse;
import dev.kaptan.etcd.api.HealthCheckRequest;
import dev.kaptan.etcd.api.HealthCheckResponse;
import dev.kaptan.etcd.api.HealthGrpc;
import dev.kaptan.etcd.api.Member;
import dev.kaptan.etcd.api.MemberListRequest;
import dev.kaptan.etcd.api.SnapshotRequest;
import dev.kaptan.etcd.api.SnapshotResponse;
import dev.kaptan.etcd.api.StatusRequest;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;

/** Maintenance, Cluster and Health, as far as they change nothing for others. */
abstract class UpkeepContract extends Aspect {

    @Test
    void statusTellsWhoLeadsAndHowFarItIs() {
        store().put(key("a"), "1");
        var status = store().maintenance().status(StatusRequest.getDefaultInstance());
        assertThat(status.getVersion()).startsWith("3.");
        assertThat(status.getLeader()).isNotZero();
        assertThat(status.getRaftTerm()).isPositive();
        assertThat(status.getRaftIndex()).isPositive();
        assertThat(status.getRaftAppliedIndex()).isPositive();
        assertThat(status.getDbSize()).isPositive();
        assertThat(status.getErrorsList()).isEmpty();
        assertThat(status.getIsLearner()).isFalse();
    }

    @Test
    void membersAreListedWithTheLeaderAmongThem() {
        var leader = store().maintenance().status(StatusRequest.getDefaultInstance()).getLeader();
        var members =
                ClusterGrpc.newBlockingStub(store().channel())
                        .memberList(MemberListRequest.getDefaultInstance())
                        .getMembersList();
        assertThat(members).hasSize(store().members().size());
        assertThat(members).extracting(Member::getID).doesNotHaveDuplicates().contains(leader);
        assertThat(members).extracting(Member::getName).doesNotContain("");
        assertThat(members).noneMatch(Member::getIsLearner);
        assertThat(members).allMatch(member -> member.getClientURLsCount() > 0);
    }

    @Test
    void aHashIsThatOfTheKeysUpToARevision() {
        long revision = store().put(key("a"), "1");
        var first = hash(revision);
        assertThat(first.getHash()).isNotZero();
        assertThat(hash(revision).getHash()).isEqualTo(first.getHash());
        long later = store().put(key("a"), "2");
        assertThat(hash(later).getHash()).isNotEqualTo(first.getHash());
        assertThat(hash(revision).getHash()).isEqualTo(first.getHash());
    }

    private HashKVResponse hash(long revision) {
        return store().maintenance()
                .hashKV(HashKVRequest.newBuilder().setRevision(revision).build());
    }

    @Test
    void aSnapshotComesInPartsThatTellHowMuchIsLeft() {
        store().put(key("a"), "1");
        var parts = new ArrayList<SnapshotResponse>();
        store().maintenance()
                .snapshot(SnapshotRequest.getDefaultInstance())
                .forEachRemaining(parts::add);
        long rest = parts.stream().mapToLong(part -> part.getBlob().size()).sum();
        assertThat(rest).isPositive();
        assertThat(parts.getLast().getRemainingBytes()).isZero();
        assertThat(
                        parts.stream()
                                .map(SnapshotResponse::getBlob)
                                .reduce(ByteString.EMPTY, ByteString::concat)
                                .size())
                .isEqualTo((int) rest);
    }

    @Test
    void defragmentingChangesNoKey() {
        store().put(key("a"), "1");
        store().maintenance().defragment(DefragmentRequest.getDefaultInstance());
        assertThat(store().has(key("a"))).isTrue();
    }

    @Test
    void thereIsNoAlarm() {
        var request = AlarmRequest.newBuilder().setAction(AlarmRequest.AlarmAction.GET).build();
        assertThat(store().maintenance().alarm(request).getAlarmsList()).isEmpty();
    }

    @Test
    void isHealthy() {
        var health =
                HealthGrpc.newBlockingStub(store().channel())
                        .check(HealthCheckRequest.getDefaultInstance());
        assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }
}
