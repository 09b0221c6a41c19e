package dev.kaptan.proof.contract;

import static dev.kaptan.proof.contract.Store.bytes;
import static dev.kaptan.proof.contract.Store.endOf;
import static dev.kaptan.proof.contract.Store.prefixOf;
import static dev.kaptan.proof.contract.Store.putOf;
import static dev.kaptan.proof.contract.Store.rangeOf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.Compare.CompareResult;
import dev.kaptan.etcd.api.Compare.CompareTarget;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.etcd.api.TxnResponse;

import io.grpc.Status;

import org.junit.jupiter.api.Test;

abstract class TransactionsContract extends Aspect {

    private static final String DUPLICATE = "etcdserver: duplicate key given in txn request";

    @Test
    void changesAllKeysInOneRevision() {
        store().put(key("c"), "1");
        var done =
                run(
                        TxnRequest.newBuilder()
                                .addSuccess(put(putOf(key("a"), "1")))
                                .addSuccess(put(putOf(key("b"), "1")))
                                .addSuccess(delete(key("c"))));
        long revision = done.getHeader().getRevision();
        assertThat(done.getSucceeded()).isTrue();
        assertThat(done.getResponses(2).getResponseDeleteRange().getDeleted()).isEqualTo(1);
        assertThat(store().get(key("a")).getModRevision()).isEqualTo(revision);
        assertThat(store().get(key("b")).getModRevision()).isEqualTo(revision);
        assertThat(store().revision()).isEqualTo(revision);
    }

    @Test
    void laterOperationsSeeEarlierOnes() {
        store().put(key("old"), "1");
        var done =
                run(
                        TxnRequest.newBuilder()
                                .addSuccess(range(prefixOf(prefix)))
                                .addSuccess(put(putOf(key("new"), "1")))
                                .addSuccess(range(prefixOf(prefix)))
                                .addSuccess(delete(key("old")))
                                .addSuccess(range(prefixOf(prefix))));
        assertThat(done.getResponses(0).getResponseRange().getCount()).isEqualTo(1);
        assertThat(done.getResponses(2).getResponseRange().getCount()).isEqualTo(2);
        assertThat(done.getResponses(4).getResponseRange().getCount()).isEqualTo(1);
    }

    @Test
    void withoutAWriteIsNoRevision() {
        long before = store().put(key("a"), "1");
        var read = run(TxnRequest.newBuilder().addSuccess(range(rangeOf(key("a")))));
        assertThat(read.getHeader().getRevision()).isEqualTo(before);
        var nothing = run(TxnRequest.newBuilder().addSuccess(delete(key("none"))));
        assertThat(nothing.getHeader().getRevision()).isEqualTo(before);
        assertThat(store().revision()).isEqualTo(before);
    }

    @Test
    void takesTheOtherBranchIfOneConditionFails() {
        store().put(key("a"), "1");
        var done =
                run(
                        TxnRequest.newBuilder()
                                .addCompare(version(key("a"), CompareResult.EQUAL, 1))
                                .addCompare(version(key("b"), CompareResult.EQUAL, 1))
                                .addSuccess(put(putOf(key("a"), "success")))
                                .addFailure(put(putOf(key("a"), "failure"))));
        assertThat(done.getSucceeded()).isFalse();
        assertThat(store().get(key("a")).getValue()).isEqualTo(bytes("failure"));
    }

    @Test
    void comparesEveryTargetInEveryWay() {
        long lease = store().grant(100);
        long created = store().put(key("a"), "m");
        long changed = store().put(putOf(key("a"), "m").setLease(lease));
        assertOrder(target(CompareTarget.VERSION).setVersion(2));
        assertOrder(target(CompareTarget.CREATE).setCreateRevision(created));
        assertOrder(target(CompareTarget.MOD).setModRevision(changed));
        assertOrder(target(CompareTarget.LEASE).setLease(lease));
        assertOrder(target(CompareTarget.VALUE).setValue(bytes("m")));

        assertHolds(target(CompareTarget.VALUE).setValue(bytes("l")), CompareResult.GREATER);
        assertHolds(target(CompareTarget.VALUE).setValue(bytes("ma")), CompareResult.LESS);
        assertHolds(target(CompareTarget.MOD).setModRevision(created), CompareResult.GREATER);
        assertHolds(target(CompareTarget.MOD).setModRevision(changed + 1), CompareResult.LESS);
    }

    @Test
    void anAbsentKeyComparesAsZerosAndItsValueNever() {
        var absent = Compare.newBuilder().setKey(bytes(key("none")));
        assertHolds(absent.clone().setTarget(CompareTarget.VERSION), CompareResult.EQUAL);
        assertHolds(absent.clone().setTarget(CompareTarget.MOD), CompareResult.EQUAL);
        assertHolds(absent.clone().setTarget(CompareTarget.CREATE), CompareResult.EQUAL);
        var value = absent.setTarget(CompareTarget.VALUE).setValue(bytes("x"));
        assertThat(holds(value.clone().setResult(CompareResult.NOT_EQUAL))).isFalse();
        assertThat(holds(value.clone().setResult(CompareResult.EQUAL))).isFalse();
    }

    @Test
    void aSpanComparesAllItsKeys() {
        store().put(key("a"), "1");
        store().put(key("b"), "1");
        var all =
                Compare.newBuilder()
                        .setKey(bytes(prefix))
                        .setRangeEnd(bytes(endOf(prefix)))
                        .setTarget(CompareTarget.VERSION)
                        .setVersion(1)
                        .setResult(CompareResult.EQUAL);
        assertThat(holds(all)).isTrue();
        store().put(key("b"), "2");
        assertThat(holds(all)).isFalse();
    }

    @Test
    void nestsAndDecidesInnerConditionsBeforeItWrites() {
        var inner =
                TxnRequest.newBuilder()
                        .addCompare(version(key("a"), CompareResult.EQUAL, 0))
                        .addSuccess(put(putOf(key("b"), "before")))
                        .addFailure(put(putOf(key("b"), "after")));
        var done =
                run(
                        TxnRequest.newBuilder()
                                .addSuccess(put(putOf(key("a"), "1")))
                                .addSuccess(RequestOp.newBuilder().setRequestTxn(inner)));
        assertThat(done.getResponses(1).getResponseTxn().getSucceeded()).isTrue();
        assertThat(store().get(key("b")).getValue()).isEqualTo(bytes("before"));
        assertThat(store().get(key("b")).getModRevision())
                .isEqualTo(store().get(key("a")).getModRevision());
    }

    @Test
    void refusesToWriteAKeyTwice() {
        assertDuplicate(
                TxnRequest.newBuilder()
                        .addSuccess(put(putOf(key("a"), "1")))
                        .addSuccess(put(putOf(key("a"), "2"))));
        assertDuplicate(
                TxnRequest.newBuilder()
                        .addSuccess(put(putOf(key("a"), "1")))
                        .addSuccess(delete(key("a"))));
        var inner = TxnRequest.newBuilder().addFailure(put(putOf(key("a"), "2")));
        assertDuplicate(
                TxnRequest.newBuilder()
                        .addSuccess(put(putOf(key("a"), "1")))
                        .addSuccess(RequestOp.newBuilder().setRequestTxn(inner)));
        assertThat(store().has(key("a"))).isFalse();
    }

    @Test
    void bothBranchesMayWriteTheSameKey() {
        run(
                TxnRequest.newBuilder()
                        .addSuccess(put(putOf(key("a"), "1")))
                        .addFailure(put(putOf(key("a"), "2"))));
        assertThat(store().get(key("a")).getValue()).isEqualTo(bytes("1"));
    }

    @Test
    void doesNothingIfOneOperationCannotBeDone() {
        long before = store().revision();
        assertRefused(
                () ->
                        run(
                                TxnRequest.newBuilder()
                                        .addSuccess(put(putOf(key("a"), "1")))
                                        .addSuccess(put(putOf(key("b"), "1").setLease(424242)))),
                Status.Code.NOT_FOUND,
                "etcdserver: requested lease not found");
        assertThat(store().has(key("a"))).isFalse();
        assertThat(store().revision()).isEqualTo(before);
    }

    @Test
    void readsNoFuture() {
        long beyond = store().revision() + 1000;
        assertRefused(
                () ->
                        run(
                                TxnRequest.newBuilder()
                                        .addSuccess(range(rangeOf(key("a")).setRevision(beyond)))),
                Status.Code.OUT_OF_RANGE,
                "etcdserver: mvcc: required revision is a future revision");
    }

    @Test
    void takesAHundredAndTwentyEightOperations() {
        var most = TxnRequest.newBuilder();
        for (int i = 0; i < 128; i++) {
            most.addSuccess(put(putOf(key("k" + i), "1")));
        }
        assertThat(run(most.clone()).getResponsesCount()).isEqualTo(128);
        assertRefused(
                () -> run(most.addSuccess(put(putOf(key("more"), "1")))),
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: too many operations in txn request");
    }

    private void assertDuplicate(TxnRequest.Builder request) {
        assertRefused(() -> run(request), Status.Code.INVALID_ARGUMENT, DUPLICATE);
    }

    /** What is compared equals the operand. */
    private void assertOrder(Compare.Builder compare) {
        assertHolds(compare, CompareResult.EQUAL);
        for (var other :
                new CompareResult[] {
                    CompareResult.NOT_EQUAL, CompareResult.GREATER, CompareResult.LESS
                }) {
            assertThat(holds(compare.clone().setResult(other))).as(compare + " " + other).isFalse();
        }
    }

    private void assertHolds(Compare.Builder compare, CompareResult result) {
        assertThat(holds(compare.clone().setResult(result))).as(compare + " " + result).isTrue();
    }

    private boolean holds(Compare.Builder compare) {
        return run(TxnRequest.newBuilder().addCompare(compare)).getSucceeded();
    }

    private Compare.Builder target(CompareTarget target) {
        return Compare.newBuilder().setKey(bytes(key("a"))).setTarget(target);
    }

    private static Compare version(String key, CompareResult result, long version) {
        return Compare.newBuilder()
                .setKey(bytes(key))
                .setTarget(CompareTarget.VERSION)
                .setResult(result)
                .setVersion(version)
                .build();
    }

    private TxnResponse run(TxnRequest.Builder request) {
        return store().kv().txn(request.build());
    }

    private static RequestOp put(PutRequest.Builder put) {
        return RequestOp.newBuilder().setRequestPut(put).build();
    }

    private static RequestOp range(RangeRequest.Builder range) {
        return RequestOp.newBuilder().setRequestRange(range).build();
    }

    private static RequestOp delete(String key) {
        var delete = DeleteRangeRequest.newBuilder().setKey(bytes(key));
        return RequestOp.newBuilder().setRequestDeleteRange(delete).build();
    }
}
