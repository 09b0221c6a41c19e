package dev.kaptan.proof.contract;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.KeyValue;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RangeResponse;
import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Member;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running store and plain calls to its last member, which in a cluster need not be the leader.
 */
final class Store implements AutoCloseable {

    private static final int LARGEST_MESSAGE = 64 << 20;

    private final Cluster cluster;
    private final ManagedChannel channel;
    private final boolean membersChange;

    /** A store whose members can be changed through it. */
    Store(Cluster cluster) throws InterruptedException {
        this(cluster, true);
    }

    /**
     * @param membersChange whether it refuses a change of its members for what is wrong with the
     *     change, not because it never changes them
     */
    Store(Cluster cluster, boolean membersChange) throws InterruptedException {
        this.cluster = cluster;
        this.membersChange = membersChange;
        this.channel =
                ManagedChannelBuilder.forAddress("127.0.0.1", cluster.members().getLast().port())
                        .usePlaintext()
                        .maxInboundMessageSize(LARGEST_MESSAGE)
                        .build();
        awaitWrites();
    }

    boolean membersChange() {
        return membersChange;
    }

    ManagedChannel channel() {
        return channel;
    }

    List<Member> members() {
        return cluster.members();
    }

    KVGrpc.KVBlockingStub kv() {
        return KVGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    LeaseGrpc.LeaseBlockingStub leases() {
        return LeaseGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    MaintenanceGrpc.MaintenanceBlockingStub maintenance() {
        return MaintenanceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** Writes and returns the revision. */
    long put(String key, String value) {
        return put(putOf(key, value));
    }

    long put(PutRequest.Builder request) {
        return kv().put(request.build()).getHeader().getRevision();
    }

    long delete(String key) {
        var request = DeleteRangeRequest.newBuilder().setKey(bytes(key)).build();
        return kv().deleteRange(request).getHeader().getRevision();
    }

    RangeResponse range(RangeRequest.Builder request) {
        return kv().range(request.build());
    }

    KeyValue get(String key) {
        return range(rangeOf(key)).getKvs(0);
    }

    boolean has(String key) {
        return range(rangeOf(key)).getCount() == 1;
    }

    long revision() {
        return range(rangeOf("x")).getHeader().getRevision();
    }

    long grant(long ttlSeconds) {
        var request = LeaseGrantRequest.newBuilder().setTTL(ttlSeconds).build();
        return leases().leaseGrant(request).getID();
    }

    static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }

    static PutRequest.Builder putOf(String key, String value) {
        return PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value));
    }

    static RangeRequest.Builder rangeOf(String key) {
        return RangeRequest.newBuilder().setKey(bytes(key));
    }

    /** Keys that begin with the text, whose last character is no border. */
    static RangeRequest.Builder prefixOf(String prefix) {
        return rangeOf(prefix).setRangeEnd(bytes(endOf(prefix)));
    }

    static String endOf(String prefix) {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }

    private void awaitWrites() throws InterruptedException {
        for (int attempt = 0; attempt < 400; attempt++) {
            try {
                put("ready", "yes");
                return;
            } catch (StatusRuntimeException notYet) {
                channel.resetConnectBackoff();
                Thread.sleep(200);
            }
        }
        throw new AssertionError("the store takes no write");
    }

    @Override
    public void close() {
        channel.shutdownNow();
        cluster.close();
    }
}
