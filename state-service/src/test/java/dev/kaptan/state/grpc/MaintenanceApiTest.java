package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.AlarmMember;
import dev.kaptan.etcd.api.AlarmRequest;
import dev.kaptan.etcd.api.AlarmType;
import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.DefragmentRequest;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.HashKVRequest;
import dev.kaptan.etcd.api.HashRequest;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.MoveLeaderRequest;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.ServerReflectionGrpc;
import dev.kaptan.etcd.api.ServerReflectionRequest;
import dev.kaptan.etcd.api.ServerReflectionResponse;
import dev.kaptan.etcd.api.ServiceResponse;
import dev.kaptan.etcd.api.StatusRequest;
import dev.kaptan.state.node.TestNode;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class MaintenanceApiTest {

    private static final String NO_SPACE = "etcdserver: mvcc: database space exceeded";

    private Path directory;
    private TestNode node;
    private KVGrpc.KVBlockingStub kv;
    private MaintenanceGrpc.MaintenanceBlockingStub maintenance;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        open();
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    void whatOutgrowsTheQuotaIsRefusedUntilThereIsRoomAndTheAlarmIsDisarmed() throws Exception {
        var megabyte = ByteString.copyFrom(new byte[1 << 20]);
        int written = 0;
        while (written < 100 && isAccepted(put("big/" + written, megabyte))) {
            written++;
        }
        assertThat(written).isBetween(10, 16);
        assertError(() -> kv.put(put("small", ByteString.EMPTY)), NO_SPACE);
        assertError(
                () ->
                        LeaseGrpc.newBlockingStub(node.channel())
                                .leaseGrant(LeaseGrantRequest.newBuilder().setTTL(9).build()),
                NO_SPACE);
        assertThat(status().getErrorsList()).singleElement().asString().contains("alarm:NOSPACE");
        assertThat(alarms(AlarmRequest.AlarmAction.GET)).isEqualTo(1);
        assertThat(kv.range(RangeRequest.newBuilder().setKey(bytes("big/0")).build()).getCount())
                .isEqualTo(1);

        // An alarm outlives a restart.
        node.close();
        open();
        assertError(() -> kv.put(put("small", ByteString.EMPTY)), NO_SPACE);

        var deleted =
                kv.deleteRange(
                        DeleteRangeRequest.newBuilder()
                                .setKey(bytes("big/"))
                                .setRangeEnd(bytes("big0"))
                                .build());
        assertThat(deleted.getDeleted()).isEqualTo(written);
        long now = deleted.getHeader().getRevision();
        kv.compact(CompactionRequest.newBuilder().setRevision(now).setPhysical(true).build());
        assertError(() -> kv.put(put("small", ByteString.EMPTY)), NO_SPACE);
        assertThat(alarms(AlarmRequest.AlarmAction.DEACTIVATE)).isEqualTo(1);
        kv.put(put("small", ByteString.EMPTY));
        assertThat(status().getErrorsList()).isEmpty();
    }

    @Test
    void nothingIsReadOrWrittenWhileDataIsCorrupt() {
        var alarm =
                AlarmRequest.newBuilder()
                        .setAction(AlarmRequest.AlarmAction.ACTIVATE)
                        .setMemberID(7)
                        .setAlarm(AlarmType.CORRUPT);
        assertThat(maintenance.alarm(alarm.build()).getAlarmsList())
                .containsExactly(
                        AlarmMember.newBuilder()
                                .setMemberID(7)
                                .setAlarm(AlarmType.CORRUPT)
                                .build());
        var corrupt = "etcdserver: corrupt cluster";
        assertError(() -> kv.put(put("a", ByteString.EMPTY)), corrupt);
        assertError(() -> kv.range(RangeRequest.newBuilder().setKey(bytes("a")).build()), corrupt);
        maintenance.alarm(alarm.setAction(AlarmRequest.AlarmAction.DEACTIVATE).build());
        kv.put(put("a", ByteString.EMPTY));
    }

    @Test
    void hashesTellTheSameKeysFromOthers() throws Exception {
        long first = kv.put(put("a", bytes("1"))).getHeader().getRevision();
        var before = maintenance.hashKV(HashKVRequest.getDefaultInstance());
        kv.put(put("a", bytes("2")));
        var after = maintenance.hashKV(HashKVRequest.getDefaultInstance());
        assertThat(after.getHash()).isNotEqualTo(before.getHash());
        var old = maintenance.hashKV(HashKVRequest.newBuilder().setRevision(first).build());
        assertThat(old.getHash()).isEqualTo(before.getHash());
        assertThat(old.getHashRevision()).isEqualTo(first);
        assertError(
                () -> maintenance.hashKV(HashKVRequest.newBuilder().setRevision(99).build()),
                "etcdserver: mvcc: required revision is a future revision");
        int whole = maintenance.hash(HashRequest.getDefaultInstance()).getHash();
        node.close();
        open();
        assertThat(maintenance.hash(HashRequest.getDefaultInstance()).getHash()).isEqualTo(whole);
        assertThat(maintenance.hashKV(HashKVRequest.getDefaultInstance()).getHash())
                .isEqualTo(after.getHash());
    }

    @Test
    void tellsItsStatusAndDefragments() {
        kv.put(put("a", bytes("1")));
        maintenance.defragment(DefragmentRequest.getDefaultInstance());
        var status = status();
        assertThat(status.getVersion()).isEqualTo("3.5.30");
        assertThat(status.getRaftAppliedIndex()).isPositive();
        assertThat(status.getDbSizeQuota()).isEqualTo(TestNode.QUOTA_BYTES);
        assertThat(status.getLeader()).isEqualTo(status.getHeader().getMemberId());
        assertThat(status.getIsLearner()).isFalse();
    }

    @Test
    void leadershipGoesToMembersOnly() {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() ->
                        maintenance.moveLeader(
                                MoveLeaderRequest.newBuilder().setTargetID(1).build()))
                .extracting(e -> e.getStatus().getCode())
                .isNotIn(Status.Code.INTERNAL, Status.Code.UNIMPLEMENTED);
    }

    @Test
    void tellsReflectingClientsWhatItServes() throws Exception {
        var services =
                reflect(ServerReflectionRequest.newBuilder().setListServices("").build())
                        .getListServicesResponse()
                        .getServiceList();
        assertThat(services)
                .extracting(ServiceResponse::getName)
                .contains(
                        "etcdserverpb.KV",
                        "etcdserverpb.Auth",
                        "grpc.health.v1.Health",
                        "grpc.reflection.v1.ServerReflection");
        var file =
                reflect(
                        ServerReflectionRequest.newBuilder()
                                .setFileContainingSymbol("etcdserverpb.KV.Range")
                                .build());
        assertThat(file.getFileDescriptorResponse().getFileDescriptorProtoCount()).isEqualTo(1);
        var unknown =
                reflect(ServerReflectionRequest.newBuilder().setFileByFilename("no.proto").build());
        assertThat(unknown.getErrorResponse().getErrorCode())
                .isEqualTo(Status.Code.NOT_FOUND.value());
    }

    private void open() throws Exception {
        node = TestNode.start(directory, TestNode.QUOTA_BYTES);
        kv = KVGrpc.newBlockingStub(node.channel());
        maintenance = MaintenanceGrpc.newBlockingStub(node.channel());
    }

    private ServerReflectionResponse reflect(ServerReflectionRequest request) throws Exception {
        var answer = new CompletableFuture<ServerReflectionResponse>();
        var requests =
                ServerReflectionGrpc.newStub(node.channel())
                        .serverReflectionInfo(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(ServerReflectionResponse response) {
                                        answer.complete(response);
                                    }

                                    @Override
                                    public void onError(Throwable cause) {
                                        answer.completeExceptionally(cause);
                                    }

                                    @Override
                                    public void onCompleted() {}
                                });
        requests.onNext(request);
        requests.onCompleted();
        return answer.get(20, TimeUnit.SECONDS);
    }

    private boolean isAccepted(PutRequest request) {
        try {
            kv.put(request);
            return true;
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getDescription()).isEqualTo(NO_SPACE);
            return false;
        }
    }

    private int alarms(AlarmRequest.AlarmAction action) {
        return maintenance
                .alarm(AlarmRequest.newBuilder().setAction(action).build())
                .getAlarmsCount();
    }

    private dev.kaptan.etcd.api.StatusResponse status() {
        return maintenance.status(StatusRequest.getDefaultInstance());
    }

    private static PutRequest put(String key, ByteString value) {
        return PutRequest.newBuilder().setKey(bytes(key)).setValue(value).build();
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }

    private static void assertError(ThrowingCallable call, String text) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call)
                .extracting(e -> e.getStatus().getDescription())
                .isEqualTo(text);
    }
}
