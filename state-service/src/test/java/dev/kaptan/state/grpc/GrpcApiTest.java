package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.HealthCheckRequest;
import dev.kaptan.etcd.api.HealthCheckResponse;
import dev.kaptan.etcd.api.HealthGrpc;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.LeaseRevokeRequest;
import dev.kaptan.etcd.api.LeaseTimeToLiveRequest;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RangeResponse;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.state.node.TestNode;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcApiTest {

    private TestNode node;
    private KVGrpc.KVBlockingStub kv;
    private LeaseGrpc.LeaseBlockingStub leases;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        node = TestNode.start(directory);
        kv = KVGrpc.newBlockingStub(node.channel());
        leases = LeaseGrpc.newBlockingStub(node.channel());
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
    }

    @Test
    void sortsByEveryTargetAndLimits() {
        put("sort/c", "1");
        put("sort/a", "3");
        put("sort/b", "2");
        put("sort/b", "2");
        assertThat(sorted(RangeRequest.SortTarget.KEY, true)).containsExactly("c", "b", "a");
        assertThat(sorted(RangeRequest.SortTarget.VALUE, false)).containsExactly("c", "b", "a");
        assertThat(sorted(RangeRequest.SortTarget.CREATE, false)).containsExactly("c", "a", "b");
        assertThat(sorted(RangeRequest.SortTarget.MOD, true)).containsExactly("b", "a", "c");
        assertThat(sorted(RangeRequest.SortTarget.VERSION, true)).startsWith("b");
        var page = kv.range(prefix("sort/").setLimit(2).build());
        assertThat(page.getKvsCount()).isEqualTo(2);
        assertThat(page.getMore()).isTrue();
        assertThat(page.getCount()).isEqualTo(3);
    }

    @Test
    void readsKeysOnlyCountsAndRevisionBounds() {
        long first = put("read/a", "1");
        long second = put("read/b", "2");
        var keysOnly = kv.range(prefix("read/").setKeysOnly(true).build());
        assertThat(keysOnly.getKvsList()).allMatch(entry -> entry.getValue().isEmpty()).hasSize(2);
        var countOnly = kv.range(prefix("read/").setCountOnly(true).build());
        assertThat(countOnly.getCount()).isEqualTo(2);
        assertThat(countOnly.getKvsCount()).isZero();
        assertThat(keys(kv.range(prefix("read/").setMinModRevision(second).build())))
                .containsExactly("read/b");
        assertThat(keys(kv.range(prefix("read/").setMaxCreateRevision(first).build())))
                .containsExactly("read/a");
        assertThat(keys(kv.range(prefix("read/").setRevision(first).build())))
                .containsExactly("read/a");
    }

    @Test
    void answersWithThePreviousValue() {
        put("prev/a", "1");
        var replaced = kv.put(putRequest("prev/a", "2").setPrevKv(true).build());
        assertThat(replaced.getPrevKv().getValue().toStringUtf8()).isEqualTo("1");
        var deleted =
                kv.deleteRange(
                        DeleteRangeRequest.newBuilder()
                                .setKey(bytes("prev/a"))
                                .setPrevKv(true)
                                .build());
        assertThat(deleted.getDeleted()).isEqualTo(1);
        assertThat(deleted.getPrevKvs(0).getValue().toStringUtf8()).isEqualTo("2");
        assertThat(deleted.getHeader().getRevision())
                .isEqualTo(replaced.getHeader().getRevision() + 1);
    }

    @Test
    void runsNestedTransactionsAndEveryComparison() {
        put("txn/a", "5");
        var inner =
                TxnRequest.newBuilder()
                        .addCompare(
                                compare("txn/a", Compare.CompareTarget.VALUE)
                                        .setResult(Compare.CompareResult.GREATER)
                                        .setValue(bytes("4")))
                        .addSuccess(
                                RequestOp.newBuilder().setRequestPut(putRequest("txn/b", "inner")))
                        .build();
        var outer =
                TxnRequest.newBuilder()
                        .addCompare(
                                compare("txn/a", Compare.CompareTarget.VERSION)
                                        .setResult(Compare.CompareResult.NOT_EQUAL)
                                        .setVersion(9))
                        .addCompare(
                                compare("txn/missing", Compare.CompareTarget.CREATE)
                                        .setCreateRevision(0))
                        .addCompare(lease("txn/a", 0))
                        .addSuccess(RequestOp.newBuilder().setRequestTxn(inner))
                        .addSuccess(RequestOp.newBuilder().setRequestRange(prefix("txn/")))
                        .build();
        var response = kv.txn(outer);
        assertThat(response.getSucceeded()).isTrue();
        assertThat(response.getResponses(0).getResponseTxn().getSucceeded()).isTrue();
        assertThat(keys(response.getResponses(1).getResponseRange()))
                .containsExactly("txn/a", "txn/b");
        assertThat(kv.txn(outer.toBuilder().addCompare(lease("txn/a", 3)).build()).getSucceeded())
                .isFalse();
    }

    @Test
    void refusesWhatEtcdRefusesWithItsWords() {
        assertError(
                () -> kv.put(PutRequest.getDefaultInstance()),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: key is not provided");
        assertError(
                () -> kv.put(putRequest("no/key", "").setIgnoreValue(true).build()),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: key not found");
        assertError(
                () -> kv.put(putRequest("x", "v").setIgnoreValue(true).build()),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: value is provided");
        assertError(
                () -> kv.put(putRequest("x", "v").setLease(99).build()),
                Status.Code.NOT_FOUND,
                "etcdserver: requested lease not found");
        assertError(
                () -> kv.range(prefix("x").setRevision(1_000_000).build()),
                Status.Code.OUT_OF_RANGE,
                "etcdserver: mvcc: required revision is a future revision");
        assertError(
                () -> kv.put(putRequest("x", "v".repeat(1_600_000)).build()),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: request is too large");
        assertError(
                () -> kv.put(putRequest("x", "v".repeat(3_000_000)).build()),
                Status.Code.RESOURCE_EXHAUSTED,
                "gRPC message exceeds maximum size");
    }

    @Test
    void limitsTransactions() {
        var put = RequestOp.newBuilder().setRequestPut(putRequest("limit", "v")).build();
        var twice = TxnRequest.newBuilder().addSuccess(put).addSuccess(put).build();
        assertError(
                () -> kv.txn(twice),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: duplicate key given in txn request");
        var many = TxnRequest.newBuilder();
        for (int i = 0; i < 129; i++) {
            many.addFailure(RequestOp.newBuilder().setRequestRange(prefix("limit")));
        }
        assertError(
                () -> kv.txn(many.build()),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: too many operations in txn request");
        var either =
                TxnRequest.newBuilder()
                        .addSuccess(
                                RequestOp.newBuilder()
                                        .setRequestTxn(
                                                TxnRequest.newBuilder()
                                                        .addSuccess(put)
                                                        .addFailure(put)))
                        .build();
        assertThat(kv.txn(either).getSucceeded()).isTrue();
    }

    @Test
    void compactsOnceAndNotBeyondNow() {
        long revision = put("compact", "1");
        put("compact", "2");
        kv.compact(CompactionRequest.newBuilder().setRevision(revision).build());
        assertError(
                () -> kv.compact(CompactionRequest.newBuilder().setRevision(revision).build()),
                Status.Code.OUT_OF_RANGE,
                "etcdserver: mvcc: required revision has been compacted");
        assertError(
                () -> kv.range(prefix("compact").setRevision(revision - 1).build()),
                Status.Code.OUT_OF_RANGE,
                "etcdserver: mvcc: required revision has been compacted");
    }

    @Test
    void aRevokedLeaseTakesItsKeysAlong() {
        var granted = leases.leaseGrant(LeaseGrantRequest.newBuilder().setTTL(60).build());
        kv.put(putRequest("lease/a", "1").setLease(granted.getID()).build());
        kv.put(putRequest("lease/b", "1").setLease(granted.getID()).build());
        var living =
                leases.leaseTimeToLive(
                        LeaseTimeToLiveRequest.newBuilder()
                                .setID(granted.getID())
                                .setKeys(true)
                                .build());
        assertThat(living.getTTL()).isBetween(55L, 60L);
        assertThat(living.getGrantedTTL()).isEqualTo(60);
        assertThat(living.getKeysList()).containsExactly(bytes("lease/a"), bytes("lease/b"));
        var revoked =
                leases.leaseRevoke(LeaseRevokeRequest.newBuilder().setID(granted.getID()).build());
        assertThat(kv.range(prefix("lease/").build()).getCount()).isZero();
        assertThat(revoked.getHeader().getRevision()).isPositive();
        var gone =
                leases.leaseTimeToLive(
                        LeaseTimeToLiveRequest.newBuilder().setID(granted.getID()).build());
        assertThat(gone.getTTL()).isEqualTo(-1);
        assertError(
                () ->
                        leases.leaseRevoke(
                                LeaseRevokeRequest.newBuilder().setID(granted.getID()).build()),
                Status.Code.NOT_FOUND,
                "etcdserver: requested lease not found");
    }

    @Test
    void anExpiredLeaseTakesItsKeysAlong() throws InterruptedException {
        var granted = leases.leaseGrant(LeaseGrantRequest.newBuilder().setTTL(1).build());
        assertThat(granted.getTTL()).as("etcd's shortest time").isEqualTo(2);
        kv.put(putRequest("expiring", "1").setLease(granted.getID()).build());
        for (int wait = 0; wait < 100 && count("expiring") > 0; wait++) {
            Thread.sleep(100);
        }
        assertThat(count("expiring")).isZero();
    }

    @Test
    void answersHealthChecks() {
        var health = HealthGrpc.newBlockingStub(node.channel());
        var whole = health.check(HealthCheckRequest.getDefaultInstance());
        assertThat(whole.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        var kv = HealthCheckRequest.newBuilder().setService("etcdserverpb.KV").build();
        assertThat(health.check(kv).getStatus())
                .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        var other = HealthCheckRequest.newBuilder().setService("other").build();
        assertError(() -> health.check(other), Status.Code.NOT_FOUND, "unknown service");
    }

    private List<String> sorted(RangeRequest.SortTarget target, boolean descending) {
        var order = descending ? RangeRequest.SortOrder.DESCEND : RangeRequest.SortOrder.ASCEND;
        var request = prefix("sort/").setSortTarget(target).setSortOrder(order).build();
        return keys(kv.range(request)).stream().map(key -> key.substring(5)).toList();
    }

    private long put(String key, String value) {
        return kv.put(putRequest(key, value).build()).getHeader().getRevision();
    }

    private long count(String key) {
        return kv.range(RangeRequest.newBuilder().setKey(bytes(key)).build()).getCount();
    }

    private static void assertError(ThrowingCallable call, Status.Code code, String text) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call)
                .satisfies(e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(code);
                    assertThat(e.getStatus().getDescription()).startsWith(text);
                });
    }

    private static Compare.Builder compare(String key, Compare.CompareTarget target) {
        return Compare.newBuilder().setKey(bytes(key)).setTarget(target);
    }

    private static Compare.Builder lease(String key, long lease) {
        return compare(key, Compare.CompareTarget.LEASE).setLease(lease);
    }

    private static List<String> keys(RangeResponse response) {
        return response.getKvsList().stream().map(entry -> entry.getKey().toStringUtf8()).toList();
    }

    private static PutRequest.Builder putRequest(String key, String value) {
        return PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value));
    }

    private static RangeRequest.Builder prefix(String prefix) {
        var end =
                prefix.substring(0, prefix.length() - 1)
                        + (char) (prefix.charAt(prefix.length() - 1) + 1);
        return RangeRequest.newBuilder().setKey(bytes(prefix)).setRangeEnd(bytes(end));
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
