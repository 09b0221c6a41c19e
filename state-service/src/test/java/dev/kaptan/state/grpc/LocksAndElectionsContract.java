package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.CampaignRequest;
import dev.kaptan.etcd.api.CampaignResponse;
import dev.kaptan.etcd.api.ElectionGrpc;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.LeaderKey;
import dev.kaptan.etcd.api.LeaderRequest;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.LeaseRevokeRequest;
import dev.kaptan.etcd.api.LockGrpc;
import dev.kaptan.etcd.api.LockRequest;
import dev.kaptan.etcd.api.LockResponse;
import dev.kaptan.etcd.api.ProclaimRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.ResignRequest;
import dev.kaptan.etcd.api.UnlockRequest;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Locks and elections that the server carries out; a real etcd passes this too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class LocksAndElectionsContract {

    abstract Channel channel();

    @Test
    void aLockIsHeldByOneAtATimeAndInTurn() throws Exception {
        long one = lease(60);
        long two = lease(60);
        long three = lease(60);
        var first = lock("turns", one).get(10, TimeUnit.SECONDS);
        assertThat(first.getKey().toStringUtf8()).isEqualTo("turns/" + Long.toHexString(one));
        var second = lock("turns", two);
        awaitKeys("turns/", 2);
        var third = lock("turns", three);
        awaitKeys("turns/", 3);
        assertThat(second.isDone()).isFalse();
        unlock(first.getKey());
        var held = second.get(10, TimeUnit.SECONDS);
        assertThat(third.isDone()).isFalse();
        unlock(held.getKey());
        assertThat(third.get(10, TimeUnit.SECONDS).getKey().toStringUtf8())
                .isEqualTo("turns/" + Long.toHexString(three));
    }

    @Test
    void whoHoldsALockIsGivenItAgain() throws Exception {
        long lease = lease(60);
        var key = lock("again", lease).get(10, TimeUnit.SECONDS).getKey();
        assertThat(lock("again", lease).get(10, TimeUnit.SECONDS).getKey()).isEqualTo(key);
        assertThat(keys("again/")).hasSize(1);
    }

    @Test
    void aLockWithoutALeaseIsGivenOne() throws Exception {
        var key = lock("none", 0).get(10, TimeUnit.SECONDS).getKey();
        assertThat(keys("none/")).containsExactly(key.toStringUtf8());
        unlock(key);
        assertThat(keys("none/")).isEmpty();
    }

    @Test
    void whoGivesUpLeavesTheLine() throws Exception {
        var first = lock("give-up", lease(60)).get(10, TimeUnit.SECONDS);
        var second = lock("give-up", lease(60));
        awaitKeys("give-up/", 2);
        second.cancel(true);
        awaitKeys("give-up/", 1);
        unlock(first.getKey());
        assertThat(lock("give-up", lease(60)).get(10, TimeUnit.SECONDS).getKey()).isNotNull();
    }

    @Test
    void aLockEndsWithItsLease() throws Exception {
        long lease = lease(60);
        lock("ends", lease).get(10, TimeUnit.SECONDS);
        var next = lock("ends", lease(60));
        awaitKeys("ends/", 2);
        revoke(lease);
        assertThat(next.get(10, TimeUnit.SECONDS).getKey()).isNotNull();
    }

    @Test
    void aPlaceIsLostWithItsLease() throws Exception {
        var first = lock("lost", lease(60)).get(10, TimeUnit.SECONDS);
        long lease = lease(60);
        var second = lock("lost", lease);
        awaitKeys("lost/", 2);
        revoke(lease);
        awaitKeys("lost/", 1);
        unlock(first.getKey());
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> second.get(10, TimeUnit.SECONDS))
                .withMessageEndingWith("UNKNOWN: mutex: session is expired");
        assertThat(keys("lost/")).isEmpty();
    }

    @Test
    void aLeaseThatIsNotThereIsRefused() {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> locks().lock(lockRequest("unknown", 4711)))
                .withMessageEndingWith(": etcdserver: requested lease not found");
    }

    @Test
    void aLeaderIsElectedProclaimsAndResigns() throws Exception {
        var name = ByteString.copyFromUtf8("office");
        var request = LeaderRequest.newBuilder().setName(name).build();
        assertRefused(() -> elections().leader(request), "UNKNOWN: election: no leader");

        var first = campaign("office", lease(60), "one").get(10, TimeUnit.SECONDS).getLeader();
        assertThat(first.getName()).isEqualTo(name);
        var second = campaign("office", lease(60), "two");
        awaitKeys("office/", 2);
        var observed = elections().observe(request);
        assertThat(observed.next().getKv().getValue().toStringUtf8()).isEqualTo("one");
        assertThat(second.isDone()).isFalse();
        assertThat(elections().leader(request).getKv().getValue().toStringUtf8()).isEqualTo("one");

        proclaim(first, "uno");
        assertThat(observed.next().getKv().getValue().toStringUtf8()).isEqualTo("uno");

        elections().resign(ResignRequest.newBuilder().setLeader(first).build());
        assertThat(second.get(10, TimeUnit.SECONDS).getLeader().getName()).isEqualTo(name);
        var next = observed.next();
        assertThat(next.getKv().getValue().toStringUtf8()).isEqualTo("two");
        assertThat(next.getKv().getKey())
                .isEqualTo(second.get(10, TimeUnit.SECONDS).getLeader().getKey());
        assertRefused(() -> proclaim(first, "late"), "UNKNOWN: election: not leader");
        elections().resign(ResignRequest.newBuilder().setLeader(first).build());
        assertThat(elections().leader(request).getKv().getValue().toStringUtf8()).isEqualTo("two");
    }

    @Test
    void whoCampaignsAgainChangesWhatItAnnounces() throws Exception {
        long lease = lease(60);
        var first = campaign("again-office", lease, "one").get(10, TimeUnit.SECONDS).getLeader();
        var again = campaign("again-office", lease, "two").get(10, TimeUnit.SECONDS).getLeader();
        assertThat(again).isEqualTo(first);
        var request = LeaderRequest.newBuilder().setName(first.getName()).build();
        assertThat(elections().leader(request).getKv().getValue().toStringUtf8()).isEqualTo("two");
    }

    @Test
    void aLeaderHasToBeNamed() {
        var text = "UNKNOWN: \"leader\" field must be provided";
        assertRefused(() -> elections().proclaim(ProclaimRequest.getDefaultInstance()), text);
        assertRefused(() -> elections().resign(ResignRequest.getDefaultInstance()), text);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call)
                .withMessage(message);
    }

    private void proclaim(LeaderKey leader, String value) {
        elections()
                .proclaim(
                        ProclaimRequest.newBuilder()
                                .setLeader(leader)
                                .setValue(ByteString.copyFromUtf8(value))
                                .build());
    }

    private Future<CampaignResponse> campaign(String name, long lease, String value) {
        return ElectionGrpc.newFutureStub(channel())
                .campaign(
                        CampaignRequest.newBuilder()
                                .setName(ByteString.copyFromUtf8(name))
                                .setLease(lease)
                                .setValue(ByteString.copyFromUtf8(value))
                                .build());
    }

    private Future<LockResponse> lock(String name, long lease) {
        return LockGrpc.newFutureStub(channel()).lock(lockRequest(name, lease));
    }

    private static LockRequest lockRequest(String name, long lease) {
        return LockRequest.newBuilder()
                .setName(ByteString.copyFromUtf8(name))
                .setLease(lease)
                .build();
    }

    private void unlock(ByteString key) {
        locks().unlock(UnlockRequest.newBuilder().setKey(key).build());
    }

    private LockGrpc.LockBlockingStub locks() {
        return LockGrpc.newBlockingStub(channel()).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private ElectionGrpc.ElectionBlockingStub elections() {
        return ElectionGrpc.newBlockingStub(channel()).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private long lease(long seconds) {
        return LeaseGrpc.newBlockingStub(channel())
                .leaseGrant(LeaseGrantRequest.newBuilder().setTTL(seconds).build())
                .getID();
    }

    private void revoke(long lease) {
        LeaseGrpc.newBlockingStub(channel())
                .leaseRevoke(LeaseRevokeRequest.newBuilder().setID(lease).build());
    }

    private void awaitKeys(String prefix, int count) throws InterruptedException {
        for (int attempt = 0; attempt < 200 && keys(prefix).size() != count; attempt++) {
            Thread.sleep(50);
        }
        assertThat(keys(prefix)).hasSize(count);
    }

    private List<String> keys(String prefix) {
        var end = prefix.substring(0, prefix.length() - 1) + "0";
        return KVGrpc.newBlockingStub(channel())
                .range(
                        RangeRequest.newBuilder()
                                .setKey(ByteString.copyFromUtf8(prefix))
                                .setRangeEnd(ByteString.copyFromUtf8(end))
                                .build())
                .getKvsList()
                .stream()
                .map(each -> each.getKey().toStringUtf8())
                .toList();
    }
}
