package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.AlarmRequest;
import dev.kaptan.etcd.api.AlarmResponse;
import dev.kaptan.etcd.api.DefragmentRequest;
import dev.kaptan.etcd.api.DefragmentResponse;
import dev.kaptan.etcd.api.HashKVRequest;
import dev.kaptan.etcd.api.HashKVResponse;
import dev.kaptan.etcd.api.HashRequest;
import dev.kaptan.etcd.api.HashResponse;
import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.MoveLeaderRequest;
import dev.kaptan.etcd.api.MoveLeaderResponse;
import dev.kaptan.etcd.api.SnapshotRequest;
import dev.kaptan.etcd.api.SnapshotResponse;
import dev.kaptan.etcd.api.StatusRequest;
import dev.kaptan.etcd.api.StatusResponse;
import dev.kaptan.state.store.StateStore;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** How the store is. */
final class MaintenanceService extends MaintenanceGrpc.MaintenanceImplBase {

    /**
     * The etcd release whose API this one has. Clients derive abilities from it: progress requests
     * that wait for all events are trusted from 3.5.13 on.
     */
    static final String VERSION = "3.5.30";

    private final StateStore store;
    private final Headers headers;
    private final Calls calls;

    MaintenanceService(StateStore store, Headers headers, Calls calls) {
        this.store = store;
        this.headers = headers;
        this.calls = calls;
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusResponse> client) {
        calls.answer(
                client,
                () -> {
                    var status = store.status();
                    var size = store.local().size();
                    return StatusResponse.newBuilder()
                            .setHeader(headers.now())
                            .setVersion(VERSION)
                            .setDbSize(size.live() + size.superseded())
                            .setLeader(status.leader())
                            .setRaftIndex(status.appliedIndex())
                            .setRaftTerm(status.term())
                            .build();
                });
    }

    /** There are no alarms: nothing that would raise one exists yet. */
    @Override
    public void alarm(AlarmRequest request, StreamObserver<AlarmResponse> client) {
        if (request.getAction() != AlarmRequest.AlarmAction.GET) {
            client.onError(Unsupported.call("Maintenance/Alarm other than GET"));
            return;
        }
        calls.answer(client, () -> AlarmResponse.newBuilder().setHeader(headers.now()).build());
    }

    @Override
    public void defragment(DefragmentRequest request, StreamObserver<DefragmentResponse> client) {
        client.onError(Unsupported.call("Maintenance/Defragment"));
    }

    @Override
    public void hash(HashRequest request, StreamObserver<HashResponse> client) {
        client.onError(Unsupported.call("Maintenance/Hash"));
    }

    @Override
    public void hashKV(HashKVRequest request, StreamObserver<HashKVResponse> client) {
        client.onError(Unsupported.call("Maintenance/HashKV"));
    }

    @Override
    public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> client) {
        var call = new SnapshotCall((ServerCallStreamObserver<SnapshotResponse>) client);
        calls.executor().execute(() -> call.stream(store.local()));
    }

    @Override
    public void moveLeader(MoveLeaderRequest request, StreamObserver<MoveLeaderResponse> client) {
        client.onError(Unsupported.call("Maintenance/MoveLeader"));
    }
}
