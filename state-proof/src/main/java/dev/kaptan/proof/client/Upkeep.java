package dev.kaptan.proof.client;

import dev.kaptan.etcd.api.ClusterGrpc;
import dev.kaptan.etcd.api.DefragmentRequest;
import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.Member;
import dev.kaptan.etcd.api.MemberAddRequest;
import dev.kaptan.etcd.api.MemberListRequest;
import dev.kaptan.etcd.api.MemberRemoveRequest;
import dev.kaptan.etcd.api.MemberUpdateRequest;
import dev.kaptan.etcd.api.MoveLeaderRequest;
import dev.kaptan.etcd.api.SnapshotRequest;
import dev.kaptan.etcd.api.StatusRequest;

import io.grpc.StatusRuntimeException;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Calls of an operator to one member. They may fail while it is down; that is for the caller to
 * bear. Changes of members throw what the call throws, as half of a replacement is worse than none.
 */
public final class Upkeep {

    private static final int PATIENCE_SECONDS = 5;

    private final StoreClient client;

    public Upkeep(StoreClient client) {
        this.client = client;
    }

    public boolean isLeader() {
        try {
            var status = stub().status(StatusRequest.getDefaultInstance());
            return status.getLeader() == status.getHeader().getMemberId();
        } catch (StatusRuntimeException down) {
            return false;
        }
    }

    /** Its member number, 0 if it does not say. */
    public long member() {
        try {
            return stub().status(StatusRequest.getDefaultInstance()).getHeader().getMemberId();
        } catch (StatusRuntimeException down) {
            return 0;
        }
    }

    /** Lets the leader, which must be asked, hand over. */
    public boolean moveLeader(long to) {
        try {
            stub().moveLeader(MoveLeaderRequest.newBuilder().setTargetID(to).build());
            return true;
        } catch (StatusRuntimeException failed) {
            return false;
        }
    }

    /** Whether a majority counts every member that was added: one without a name has not come. */
    public boolean allStarted() {
        return list().stream().noneMatch(member -> member.getName().isEmpty());
    }

    /** The members at a peer URL, as a majority knows them. */
    public List<Long> membersAt(String peerUrl) {
        return list().stream()
                .filter(member -> member.getPeerURLsList().contains(peerUrl))
                .map(Member::getID)
                .toList();
    }

    public void remove(long member) {
        members().memberRemove(MemberRemoveRequest.newBuilder().setID(member).build());
    }

    public void add(String peerUrl) {
        members().memberAdd(MemberAddRequest.newBuilder().addPeerURLs(peerUrl).build());
    }

    public void move(long member, String peerUrl) {
        members()
                .memberUpdate(
                        MemberUpdateRequest.newBuilder()
                                .setID(member)
                                .addPeerURLs(peerUrl)
                                .build());
    }

    public boolean defragment() {
        try {
            stub().defragment(DefragmentRequest.getDefaultInstance());
            return true;
        } catch (StatusRuntimeException failed) {
            return false;
        }
    }

    /** Reads a whole snapshot and says how long it was, -1 if it broke off. */
    public long snapshot() {
        try {
            long length = 0;
            var parts = stub().snapshot(SnapshotRequest.getDefaultInstance());
            while (parts.hasNext()) {
                length += parts.next().getBlob().size();
            }
            return length;
        } catch (StatusRuntimeException failed) {
            return -1;
        }
    }

    private List<Member> list() {
        var request = MemberListRequest.newBuilder().setLinearizable(true).build();
        return members().memberList(request).getMembersList();
    }

    private ClusterGrpc.ClusterBlockingStub members() {
        return ClusterGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private MaintenanceGrpc.MaintenanceBlockingStub stub() {
        return MaintenanceGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
