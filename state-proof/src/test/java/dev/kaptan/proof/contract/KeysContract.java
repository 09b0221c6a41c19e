package dev.kaptan.proof.contract;

import static dev.kaptan.proof.contract.Store.bytes;
import static dev.kaptan.proof.contract.Store.putOf;
import static dev.kaptan.proof.contract.Store.rangeOf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.PutRequest;

import io.grpc.Status;

import org.junit.jupiter.api.Test;

abstract class KeysContract extends Aspect {

    @Test
    void everyWriteHasTheNextRevision() {
        long first = store().put(key("a"), "1");
        assertThat(store().put(key("b"), "1")).isEqualTo(first + 1);
        assertThat(store().delete(key("a"))).isEqualTo(first + 2);
    }

    @Test
    void versionsCountFromOneAfterEachCreation() {
        long created = store().put(key("a"), "1");
        long changed = store().put(key("a"), "2");
        var entry = store().get(key("a"));
        assertThat(entry.getCreateRevision()).isEqualTo(created);
        assertThat(entry.getModRevision()).isEqualTo(changed);
        assertThat(entry.getVersion()).isEqualTo(2);

        store().delete(key("a"));
        long again = store().put(key("a"), "3");
        assertThat(store().get(key("a")).getCreateRevision()).isEqualTo(again);
        assertThat(store().get(key("a")).getVersion()).isEqualTo(1);
    }

    @Test
    void keysAndValuesAreAnyBytes() {
        var odd = bytes(prefix).concat(ByteString.copyFrom(new byte[] {0, -1, 7, 0}));
        store().kv().put(PutRequest.newBuilder().setKey(odd).setValue(odd).build());
        store().put(key("empty"), "");
        assertThat(store().range(rangeOf("").setKey(odd)).getKvs(0).getValue()).isEqualTo(odd);
        assertThat(store().get(key("empty")).getValue().size()).isZero();
    }

    @Test
    void aPutTellsWhatWasBeforeIfAsked() {
        var put = putOf(key("a"), "1").setPrevKv(true);
        assertThat(store().kv().put(put.build()).hasPrevKv()).isFalse();
        assertThat(store().kv().put(putOf(key("a"), "2").build()).hasPrevKv()).isFalse();
        var previous = store().kv().put(putOf(key("a"), "3").setPrevKv(true).build()).getPrevKv();
        assertThat(previous.getValue()).isEqualTo(bytes("2"));
        assertThat(previous.getVersion()).isEqualTo(2);
    }

    @Test
    void aPutMayLeaveValueOrLeaseAsTheyAre() {
        long lease = store().grant(100);
        store().put(putOf(key("a"), "1").setLease(lease));
        store().put(putOf(key("a"), "2").setIgnoreLease(true));
        assertThat(store().get(key("a")).getLease()).isEqualTo(lease);
        store().put(putOf(key("a"), "").setIgnoreValue(true));
        assertThat(store().get(key("a")).getValue()).isEqualTo(bytes("2"));
        assertThat(store().get(key("a")).getLease()).isZero();
    }

    @Test
    void thereMustBeSomethingToLeaveAsItIs() {
        for (var put :
                new PutRequest.Builder[] {
                    putOf(key("a"), "").setIgnoreValue(true),
                    putOf(key("a"), "v").setIgnoreLease(true)
                }) {
            assertRefused(
                    () -> store().put(put),
                    Status.Code.INVALID_ARGUMENT,
                    "etcdserver: key not found");
        }
    }

    @Test
    void aRemovalCountsAndTellsWhatItRemoved() {
        store().put(key("a"), "1");
        store().put(key("b"), "2");
        store().put(key("c"), "3");
        var request =
                DeleteRangeRequest.newBuilder()
                        .setKey(bytes(key("a")))
                        .setRangeEnd(bytes(key("c")))
                        .setPrevKv(true);
        var removed = store().kv().deleteRange(request.build());
        assertThat(removed.getDeleted()).isEqualTo(2);
        assertThat(removed.getPrevKvsList())
                .extracting(entry -> entry.getValue().toStringUtf8())
                .containsExactly("1", "2");
        assertThat(store().has(key("c"))).isTrue();
    }

    @Test
    void aRemovalOfNothingIsNoRevision() {
        long before = store().put(key("a"), "1");
        assertThat(store().delete(key("none"))).isEqualTo(before);
        assertThat(store().revision()).isEqualTo(before);
    }

    @Test
    void aRemovalFromAKeyOnGoesToTheEnd() {
        // The last prefix of all, which no other test uses.
        store().put("~" + key("a"), "1");
        store().put("~" + key("b"), "1");
        var request =
                DeleteRangeRequest.newBuilder()
                        .setKey(bytes("~" + key("a")))
                        .setRangeEnd(bytes("\0"))
                        .build();
        assertThat(store().kv().deleteRange(request).getDeleted()).isEqualTo(2);
    }

    @Test
    void everyAnswerNamesClusterMemberTermAndRevision() {
        var header = store().kv().put(putOf(key("a"), "1").build()).getHeader();
        assertThat(header.getClusterId()).isNotZero();
        assertThat(header.getMemberId()).isNotZero();
        assertThat(header.getRaftTerm()).isPositive();
        assertThat(header.getRevision()).isGreaterThan(1);
    }
}
