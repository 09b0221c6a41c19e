package dev.kaptan.proof.contract;

import static dev.kaptan.proof.contract.Store.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.LockGrpc;
import dev.kaptan.etcd.api.LockRequest;
import dev.kaptan.etcd.api.LockResponse;
import dev.kaptan.etcd.api.UnlockRequest;

import io.grpc.StatusRuntimeException;

import org.junit.jupiter.api.Test;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Locks that the server carries out. */
abstract class LockContract extends Aspect {

    @Test
    void aLockIsHeldByOneAtATimeAndInTurn() throws Exception {
        long one = longLease();
        long two = longLease();
        long three = longLease();
        var first = lock(key("turns"), one).get(10, TimeUnit.SECONDS);
        assertThat(first.getKey().toStringUtf8()).isEqualTo(key("turns/") + Long.toHexString(one));
        var second = lock(key("turns"), two);
        awaitKeys(key("turns/"), 2);
        var third = lock(key("turns"), three);
        awaitKeys(key("turns/"), 3);
        assertThat(second.isDone()).isFalse();
        unlock(first.getKey());
        var held = second.get(10, TimeUnit.SECONDS);
        assertThat(third.isDone()).isFalse();
        unlock(held.getKey());
        assertThat(third.get(10, TimeUnit.SECONDS).getKey().toStringUtf8())
                .isEqualTo(key("turns/") + Long.toHexString(three));
    }

    @Test
    void whoHoldsALockIsGivenItAgain() throws Exception {
        long lease = longLease();
        var key = lock(key("again"), lease).get(10, TimeUnit.SECONDS).getKey();
        assertThat(lock(key("again"), lease).get(10, TimeUnit.SECONDS).getKey()).isEqualTo(key);
        assertThat(keys(key("again/"))).hasSize(1);
    }

    @Test
    void aLockWithoutALeaseIsGivenOne() throws Exception {
        var key = lock(key("none"), 0).get(10, TimeUnit.SECONDS).getKey();
        assertThat(keys(key("none/"))).containsExactly(key.toStringUtf8());
        unlock(key);
        assertThat(keys(key("none/"))).isEmpty();
    }

    @Test
    void whoGivesUpLeavesTheLine() throws Exception {
        var first = lock(key("give-up"), longLease()).get(10, TimeUnit.SECONDS);
        var second = lock(key("give-up"), longLease());
        awaitKeys(key("give-up/"), 2);
        second.cancel(true);
        awaitKeys(key("give-up/"), 1);
        unlock(first.getKey());
        assertThat(lock(key("give-up"), longLease()).get(10, TimeUnit.SECONDS).getKey())
                .isNotNull();
    }

    @Test
    void aLockEndsWithItsLease() throws Exception {
        long lease = longLease();
        lock(key("ends"), lease).get(10, TimeUnit.SECONDS);
        var next = lock(key("ends"), longLease());
        awaitKeys(key("ends/"), 2);
        revoke(lease);
        assertThat(next.get(10, TimeUnit.SECONDS).getKey()).isNotNull();
    }

    @Test
    void aPlaceIsLostWithItsLease() throws Exception {
        var first = lock(key("lost"), longLease()).get(10, TimeUnit.SECONDS);
        long lease = longLease();
        var second = lock(key("lost"), lease);
        awaitKeys(key("lost/"), 2);
        revoke(lease);
        awaitKeys(key("lost/"), 1);
        unlock(first.getKey());
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> second.get(10, TimeUnit.SECONDS))
                .withMessageEndingWith("UNKNOWN: mutex: session is expired");
        assertThat(keys(key("lost/"))).isEmpty();
    }

    @Test
    void aLeaseThatIsNotThereIsRefused() {
        // The code is NOT_FOUND or, in etcd, UNKNOWN.
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> locks().lock(lockRequest(key("unknown"), 4711)))
                .withMessageEndingWith(": etcdserver: requested lease not found");
    }

    private Future<LockResponse> lock(String name, long lease) {
        return LockGrpc.newFutureStub(store().channel()).lock(lockRequest(name, lease));
    }

    private static LockRequest lockRequest(String name, long lease) {
        return LockRequest.newBuilder().setName(bytes(name)).setLease(lease).build();
    }

    private void unlock(ByteString key) {
        locks().unlock(UnlockRequest.newBuilder().setKey(key).build());
    }

    private LockGrpc.LockBlockingStub locks() {
        return LockGrpc.newBlockingStub(store().channel()).withDeadlineAfter(20, TimeUnit.SECONDS);
    }
}
