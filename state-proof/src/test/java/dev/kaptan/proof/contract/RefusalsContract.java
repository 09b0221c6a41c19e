package dev.kaptan.proof.contract;

import static dev.kaptan.proof.contract.Store.putOf;
import static dev.kaptan.proof.contract.Store.rangeOf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseRevokeRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;

import io.grpc.Status;

import org.junit.jupiter.api.Test;

/** etcd's codes and texts (api/v3rpc/rpctypes/error.go), which clients compare. */
abstract class RefusalsContract extends Aspect {

    private static final String NO_KEY = "etcdserver: key is not provided";

    @Test
    void aKeyIsNeeded() {
        assertInvalid(() -> store().put(putOf("", "1")), NO_KEY);
        assertInvalid(() -> store().range(rangeOf("")), NO_KEY);
        var delete = DeleteRangeRequest.getDefaultInstance();
        assertInvalid(() -> store().kv().deleteRange(delete), NO_KEY);
        var put =
                TxnRequest.newBuilder()
                        .addSuccess(RequestOp.newBuilder().setRequestPut(putOf("", "")));
        assertInvalid(() -> store().kv().txn(put.build()), NO_KEY);
        var compare = TxnRequest.newBuilder().addCompare(Compare.getDefaultInstance());
        assertInvalid(() -> store().kv().txn(compare.build()), NO_KEY);
    }

    @Test
    void whatIsIgnoredMustNotBeGiven() {
        assertInvalid(
                () -> store().put(putOf(key("a"), "1").setIgnoreValue(true)),
                "etcdserver: value is provided");
        assertInvalid(
                () -> store().put(putOf(key("a"), "1").setIgnoreLease(true).setLease(7)),
                "etcdserver: lease is provided");
    }

    @Test
    void aRequestHasOneAndAHalfMegabytes() {
        var large = ByteString.copyFrom(new byte[1_600_000]);
        assertInvalid(
                () -> store().put(putOf(key("a"), "").setValue(large)),
                "etcdserver: request is too large");
        var fits = ByteString.copyFrom(new byte[1_500_000]);
        store().put(putOf(key("a"), "").setValue(fits));
        assertThat(store().get(key("a")).getValue()).isEqualTo(fits);
    }

    @Test
    void revisionsMustBeThere() {
        long beyond = store().revision() + 1000;
        assertRefused(
                () -> store().range(rangeOf(key("a")).setRevision(beyond)),
                Status.Code.OUT_OF_RANGE,
                "etcdserver: mvcc: required revision is a future revision");
    }

    @Test
    void leasesMustBeThere() {
        var text = "etcdserver: requested lease not found";
        assertRefused(
                () -> store().put(putOf(key("a"), "1").setLease(424242)),
                Status.Code.NOT_FOUND,
                text);
        var revoke = LeaseRevokeRequest.newBuilder().setID(424242).build();
        assertRefused(() -> store().leases().leaseRevoke(revoke), Status.Code.NOT_FOUND, text);
    }

    @Test
    void leasesAreGrantedOnceAndNotForEver() {
        long lease = store().grant(100);
        var again = LeaseGrantRequest.newBuilder().setID(lease).setTTL(100).build();
        assertRefused(
                () -> store().leases().leaseGrant(again),
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: lease already exists");
        var forEver = LeaseGrantRequest.newBuilder().setTTL(9_000_000_001L).build();
        assertRefused(
                () -> store().leases().leaseGrant(forEver),
                Status.Code.OUT_OF_RANGE,
                "etcdserver: too large lease TTL");
    }

    @Test
    void nothingIsDoneForWhatIsRefused() {
        long before = store().revision();
        aKeyIsNeeded();
        leasesMustBeThere();
        assertThat(store().revision()).isEqualTo(before);
        assertThat(store().range(rangeOf(key("a"))).getKvsList()).isEmpty();
    }

    private static void assertInvalid(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String text) {
        assertRefused(call, Status.Code.INVALID_ARGUMENT, text);
    }
}
