package dev.kaptan.proof.contract;

import static dev.kaptan.proof.contract.Store.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.etcd.api.CampaignRequest;
import dev.kaptan.etcd.api.CampaignResponse;
import dev.kaptan.etcd.api.ElectionGrpc;
import dev.kaptan.etcd.api.LeaderKey;
import dev.kaptan.etcd.api.LeaderRequest;
import dev.kaptan.etcd.api.ProclaimRequest;
import dev.kaptan.etcd.api.ResignRequest;

import io.grpc.Status;

import org.junit.jupiter.api.Test;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Elections that the server carries out. */
abstract class ElectionContract extends Aspect {

    @Test
    void aLeaderIsElectedProclaimsAndResigns() throws Exception {
        var name = bytes(key("office"));
        var request = LeaderRequest.newBuilder().setName(name).build();
        assertRefused(
                () -> elections().leader(request), Status.Code.UNKNOWN, "election: no leader");

        var first =
                campaign(key("office"), longLease(), "one").get(10, TimeUnit.SECONDS).getLeader();
        assertThat(first.getName()).isEqualTo(name);
        var second = campaign(key("office"), longLease(), "two");
        awaitKeys(key("office/"), 2);
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
        assertRefused(() -> proclaim(first, "late"), Status.Code.UNKNOWN, "election: not leader");
        elections().resign(ResignRequest.newBuilder().setLeader(first).build());
        assertThat(elections().leader(request).getKv().getValue().toStringUtf8()).isEqualTo("two");
    }

    @Test
    void whoCampaignsAgainChangesWhatItAnnounces() throws Exception {
        long lease = longLease();
        var first = campaign(key("office"), lease, "one").get(10, TimeUnit.SECONDS).getLeader();
        var again = campaign(key("office"), lease, "two").get(10, TimeUnit.SECONDS).getLeader();
        assertThat(again).isEqualTo(first);
        var request = LeaderRequest.newBuilder().setName(first.getName()).build();
        assertThat(elections().leader(request).getKv().getValue().toStringUtf8()).isEqualTo("two");
    }

    @Test
    void aLeaderHasToBeNamed() {
        var text = "\"leader\" field must be provided";
        assertRefused(
                () -> elections().proclaim(ProclaimRequest.getDefaultInstance()),
                Status.Code.UNKNOWN,
                text);
        assertRefused(
                () -> elections().resign(ResignRequest.getDefaultInstance()),
                Status.Code.UNKNOWN,
                text);
    }

    private void proclaim(LeaderKey leader, String value) {
        elections()
                .proclaim(
                        ProclaimRequest.newBuilder()
                                .setLeader(leader)
                                .setValue(bytes(value))
                                .build());
    }

    private Future<CampaignResponse> campaign(String name, long lease, String value) {
        return ElectionGrpc.newFutureStub(store().channel())
                .campaign(
                        CampaignRequest.newBuilder()
                                .setName(bytes(name))
                                .setLease(lease)
                                .setValue(bytes(value))
                                .build());
    }

    private ElectionGrpc.ElectionBlockingStub elections() {
        return ElectionGrpc.newBlockingStub(store().channel())
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }
}
