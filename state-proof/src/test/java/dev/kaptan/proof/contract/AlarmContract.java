package dev.kaptan.proof.contract;

import static dev.kaptan.proof.contract.Store.putOf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.etcd.api.AlarmMember;
import dev.kaptan.etcd.api.AlarmRequest;
import dev.kaptan.etcd.api.AlarmResponse;
import dev.kaptan.etcd.api.AlarmType;
import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.StatusRequest;
import dev.kaptan.etcd.api.TxnRequest;

import io.grpc.Status;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a store that has outgrown its quota does, as whoever raises the alarm by hand sees it. */
abstract class AlarmContract extends Aspect {

    private static final long MEMBER = 4711;

    @Test
    void withoutSpaceItReadsAndDeletesButTakesNothing() {
        store().put(key("a"), "1");
        var raised = alarm(AlarmRequest.AlarmAction.ACTIVATE, AlarmType.NOSPACE);
        assertThat(raised.getAlarmsList())
                .containsExactly(
                        AlarmMember.newBuilder()
                                .setMemberID(MEMBER)
                                .setAlarm(AlarmType.NOSPACE)
                                .build());
        try {
            assertThat(alarm(AlarmRequest.AlarmAction.GET, AlarmType.NONE).getAlarmsList())
                    .isEqualTo(raised.getAlarmsList());
            assertThat(status()).singleElement().asString().contains("alarm:NOSPACE");
            assertFull(() -> store().put(key("b"), "1"));
            assertFull(() -> store().kv().txn(putting().build()));
            assertFull(() -> store().leases().leaseGrant(leasing()));
            assertThat(store().kv().txn(comparing()).getSucceeded()).isTrue();
            assertThat(store().has(key("a"))).isTrue();
            store().delete(key("a"));
            assertThat(store().has(key("a"))).isFalse();
        } finally {
            alarm(AlarmRequest.AlarmAction.DEACTIVATE, AlarmType.NOSPACE);
        }
        store().put(key("b"), "1");
        assertThat(status()).isEmpty();
    }

    private TxnRequest.Builder putting() {
        return TxnRequest.newBuilder()
                .addSuccess(RequestOp.newBuilder().setRequestPut(putOf(key("b"), "1")));
    }

    private TxnRequest comparing() {
        var version =
                Compare.newBuilder()
                        .setKey(Store.bytes(key("a")))
                        .setTarget(Compare.CompareTarget.VERSION)
                        .setVersion(1);
        return TxnRequest.newBuilder().addCompare(version).build();
    }

    private static LeaseGrantRequest leasing() {
        return LeaseGrantRequest.newBuilder().setTTL(60).build();
    }

    private Iterable<String> status() {
        return store().maintenance().status(StatusRequest.getDefaultInstance()).getErrorsList();
    }

    private AlarmResponse alarm(AlarmRequest.AlarmAction action, AlarmType type) {
        return store().maintenance()
                .alarm(
                        AlarmRequest.newBuilder()
                                .setAction(action)
                                .setAlarm(type)
                                .setMemberID(MEMBER)
                                .build());
    }

    private static void assertFull(ThrowingCallable call) {
        assertRefused(
                call, Status.Code.RESOURCE_EXHAUSTED, "etcdserver: mvcc: database space exceeded");
    }
}
