package dev.kaptan.proof.client;

import dev.kaptan.etcd.api.DefragmentRequest;
import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.SnapshotRequest;
import dev.kaptan.etcd.api.StatusRequest;

import io.grpc.StatusRuntimeException;

import java.util.concurrent.TimeUnit;

/**
 * Calls of an operator to one member. They may fail while it is down; that is for the caller to
 * bear.
 */
public final class Upkeep {

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

    private MaintenanceGrpc.MaintenanceBlockingStub stub() {
        return MaintenanceGrpc.newBlockingStub(client.channel())
                .withDeadlineAfter(5, TimeUnit.SECONDS);
    }
}
