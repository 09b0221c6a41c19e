package dev.kaptan.proof.contract;

import static dev.kaptan.proof.contract.Store.bytes;
import static dev.kaptan.proof.contract.Store.rangeOf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;

import io.grpc.Status;

import org.junit.jupiter.api.Test;

abstract class CompactionContract extends Aspect {

    private static final String COMPACTED =
            "etcdserver: mvcc: required revision has been compacted";

    @Test
    void keepsTheRevisionItselfAndForgetsWhatIsBelow() {
        store().put(key("a"), "1");
        long kept = store().put(key("a"), "2");
        store().put(key("a"), "3");
        compact(kept, false);
        var past = store().range(rangeOf(key("a")).setRevision(kept));
        assertThat(past.getKvs(0).getValue()).isEqualTo(bytes("2"));
        assertRefused(
                () -> store().range(rangeOf(key("a")).setRevision(kept - 1)),
                Status.Code.OUT_OF_RANGE,
                COMPACTED);
        assertThat(store().get(key("a")).getValue()).isEqualTo(bytes("3"));
    }

    @Test
    void isNoRevision() {
        long revision = store().put(key("a"), "1");
        compact(revision, true);
        assertThat(store().revision()).isEqualTo(revision);
        assertThat(store().get(key("a")).getVersion()).isEqualTo(1);
    }

    @Test
    void happensOnceAndNotBeyondNow() {
        long revision = store().put(key("a"), "1");
        compact(revision, false);
        assertRefused(() -> compact(revision, false), Status.Code.OUT_OF_RANGE, COMPACTED);
        assertRefused(() -> compact(revision - 1, false), Status.Code.OUT_OF_RANGE, COMPACTED);
        assertRefused(
                () -> compact(revision + 100, false),
                Status.Code.OUT_OF_RANGE,
                "etcdserver: mvcc: required revision is a future revision");
    }

    @Test
    void isRefusedInTransactionsToo() {
        long revision = store().put(key("a"), "1");
        compact(revision, false);
        var read = rangeOf(key("a")).setRevision(revision - 1);
        var request =
                TxnRequest.newBuilder().addSuccess(RequestOp.newBuilder().setRequestRange(read));
        assertRefused(() -> store().kv().txn(request.build()), Status.Code.OUT_OF_RANGE, COMPACTED);
    }

    private void compact(long revision, boolean physical) {
        var request =
                CompactionRequest.newBuilder().setRevision(revision).setPhysical(physical).build();
        store().kv().compact(request);
    }
}
