package dev.kaptan.proof.contract;

import static dev.kaptan.proof.contract.Store.bytes;
import static dev.kaptan.proof.contract.Store.endOf;
import static dev.kaptan.proof.contract.Store.putOf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.etcd.api.Event;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseLeasesRequest;
import dev.kaptan.etcd.api.LeaseStatus;
import dev.kaptan.etcd.api.LeaseTimeToLiveRequest;
import dev.kaptan.etcd.api.LeaseTimeToLiveResponse;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.proof.client.StoreClient;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Answer;
import dev.kaptan.proof.model.Request;

import org.junit.jupiter.api.Test;

import java.time.Duration;

abstract class LeaseContract extends Aspect {

    @Test
    void areGrantedUnderAGivenOrAnyIdentifier() {
        var given =
                LeaseGrantRequest.newBuilder().setID(987_654_321 + prefix.hashCode()).setTTL(50);
        assertThat(store().leases().leaseGrant(given.build()).getID()).isEqualTo(given.getID());
        var any = store().leases().leaseGrant(LeaseGrantRequest.newBuilder().setTTL(50).build());
        assertThat(any.getID()).isPositive();
        assertThat(any.getTTL()).isEqualTo(50);
    }

    @Test
    void areNoRevision() {
        long before = store().put(key("a"), "1");
        long lease = store().grant(100);
        assertThat(store().revision()).isEqualTo(before);
        revoke(lease);
        assertThat(store().revision()).isEqualTo(before);
    }

    @Test
    void takeTheirKeysAlongInOneRevision() throws Exception {
        long lease = store().grant(100);
        store().put(putOf(key("b"), "1").setLease(lease));
        store().put(putOf(key("a"), "1").setLease(lease));
        store().put(key("free"), "1");
        try (var watch = new WatchCalls(store().channel())) {
            watch.create(
                    WatchCreateRequest.newBuilder()
                            .setKey(bytes(prefix))
                            .setRangeEnd(bytes(endOf(prefix))));
            long before = store().revision();
            revoke(lease);
            var events = watch.next().getEventsList();
            assertThat(events).extracting(Event::getType).containsOnly(Event.EventType.DELETE);
            assertThat(events)
                    .extracting(event -> event.getKv().getKey().toStringUtf8())
                    .containsExactly(key("a"), key("b"));
            assertThat(events)
                    .extracting(event -> event.getKv().getModRevision())
                    .containsOnly(before + 1);
        }
        assertThat(store().has(key("free"))).isTrue();
    }

    @Test
    void aLaterPutDetachesOrMovesAKey() {
        long first = store().grant(100);
        long second = store().grant(100);
        store().put(putOf(key("detached"), "1").setLease(first));
        store().put(key("detached"), "2");
        store().put(putOf(key("moved"), "1").setLease(first));
        store().put(putOf(key("moved"), "2").setLease(second));
        revoke(first);
        assertThat(store().has(key("detached"))).isTrue();
        assertThat(store().get(key("moved")).getLease()).isEqualTo(second);
    }

    @Test
    void endAfterTheirTimeAndNotBefore() throws Exception {
        long lease = store().grant(3);
        long granted = System.nanoTime();
        store().put(putOf(key("a"), "1").setLease(lease));
        while (store().has(key("a")) && secondsSince(granted) < 30) {
            Thread.sleep(100);
        }
        // The grant took place before the clock was read.
        assertThat(secondsSince(granted)).isBetween(2.5, 29.0);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    @Test
    void liveOnWhileTheyAreKeptAlive() throws Exception {
        long lease = store().grant(3);
        store().put(putOf(key("a"), "1").setLease(lease));
        for (int i = 0; i < 6; i++) {
            Thread.sleep(1000);
            assertThat(keepAlive(lease)).isEqualTo(3);
        }
        assertThat(store().has(key("a"))).isTrue();
        revoke(lease);
    }

    @Test
    void theDeadAreKeptAliveForNothing() {
        assertThat(keepAlive(434343)).isZero();
        long lease = store().grant(100);
        revoke(lease);
        assertThat(keepAlive(lease)).isZero();
    }

    @Test
    void tellTimeAndKeys() {
        long lease = store().grant(100);
        store().put(putOf(key("b"), "1").setLease(lease));
        store().put(putOf(key("a"), "1").setLease(lease));
        var told = timeToLive(lease, true);
        assertThat(told.getGrantedTTL()).isEqualTo(100);
        assertThat(told.getTTL()).isBetween(80L, 100L);
        assertThat(told.getKeysList()).containsExactlyInAnyOrder(bytes(key("a")), bytes(key("b")));
        assertThat(timeToLive(lease, false).getKeysList()).isEmpty();
        revoke(lease);
        assertThat(timeToLive(lease, true).getTTL()).isEqualTo(-1);
    }

    @Test
    void areListed() {
        long lease = store().grant(100);
        assertThat(
                        store().leases()
                                .leaseLeases(LeaseLeasesRequest.getDefaultInstance())
                                .getLeasesList())
                .extracting(LeaseStatus::getID)
                .contains(lease);
    }

    @Test
    void theShortestLastsAsLongAsAnElection() {
        var shortest = LeaseGrantRequest.newBuilder().setTTL(1).build();
        assertThat(store().leases().leaseGrant(shortest).getTTL()).isEqualTo(2);
    }

    private long keepAlive(long lease) {
        try (var client = new StoreClient(store().members().getLast().port())) {
            var outcome = client.call(new Request.LeaseKeepAlive(lease), Duration.ofSeconds(10));
            assertThat(outcome).isInstanceOf(Outcome.Answered.class);
            var answer = ((Outcome.Answered) outcome).answer();
            return ((Answer.LeaseKeptAlive) answer).ttlSeconds();
        }
    }

    private LeaseTimeToLiveResponse timeToLive(long lease, boolean keys) {
        var request = LeaseTimeToLiveRequest.newBuilder().setID(lease).setKeys(keys).build();
        return store().leases().leaseTimeToLive(request);
    }
}
