package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.AlarmRequest;
import dev.kaptan.etcd.api.AlarmResponse;
import dev.kaptan.etcd.api.DefragmentRequest;
import dev.kaptan.etcd.api.DefragmentResponse;
import dev.kaptan.etcd.api.DowngradeRequest;
import dev.kaptan.etcd.api.DowngradeResponse;
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
import dev.kaptan.state.mvcc.Snapshot;
import dev.kaptan.state.store.StateStore;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.io.IOException;
import java.io.UncheckedIOException;

/** How the store is, and what an operator does to it. */
final class MaintenanceService extends MaintenanceGrpc.MaintenanceImplBase {

    /**
     * The etcd release whose API this one has. Clients derive abilities from it: progress requests
     * that wait for all events are trusted from 3.5.13 on.
     */
    static final String VERSION = "3.5.30";

    /** What all members of a cluster of that release agree on. */
    static final String CLUSTER_VERSION = "3.5.0";

    private final StateStore store;
    private final Guard guard;
    private final Alarming alarming;
    private final Statuses statuses;
    private final Headers headers;
    private final Calls calls;

    MaintenanceService(StateStore store, Guard guard, Quota quota, Headers headers, Calls calls) {
        this.store = store;
        this.guard = guard;
        this.alarming = new Alarming(store, guard, headers);
        this.statuses = new Statuses(store, quota, headers);
        this.headers = headers;
        this.calls = calls;
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusResponse> client) {
        calls.answer(client, statuses::now);
    }

    @Override
    public void alarm(AlarmRequest request, StreamObserver<AlarmResponse> client) {
        calls.answerBlocking(client, () -> alarming.answer(request));
    }

    /** There is no file with holes in it: what a compaction frees, the heap has back at once. */
    @Override
    public void defragment(DefragmentRequest request, StreamObserver<DefragmentResponse> client) {
        calls.answer(
                client,
                () -> {
                    guard.administer();
                    return DefragmentResponse.newBuilder().setHeader(headers.now()).build();
                });
    }

    /** Of everything that is replicated: the checksum of a snapshot. */
    @Override
    public void hash(HashRequest request, StreamObserver<HashResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    guard.administer();
                    var snapshot = Snapshot.of(store.local());
                    return HashResponse.newBuilder()
                            .setHeader(headers.at(snapshot.revision()))
                            .setHash(checksum(snapshot))
                            .build();
                });
    }

    /** Of the keys as they were at a revision, in which members can only agree. */
    @Override
    public void hashKV(HashKVRequest request, StreamObserver<HashKVResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    guard.administer();
                    var view = store.readLocally();
                    long at = request.getRevision() <= 0 ? view.revision() : request.getRevision();
                    return HashKVResponse.newBuilder()
                            .setHeader(headers.at(view.revision()))
                            .setHash(view.hash(at))
                            .setHashRevision(at)
                            .setCompactRevision(store.local().compactedRevision())
                            .build();
                });
    }

    @Override
    public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> client) {
        calls.run(
                client,
                () -> {
                    guard.administer();
                    var call =
                            new SnapshotCall((ServerCallStreamObserver<SnapshotResponse>) client);
                    calls.executor().execute(() -> call.stream(store.local()));
                });
    }

    @Override
    public void moveLeader(MoveLeaderRequest request, StreamObserver<MoveLeaderResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    guard.administer();
                    if (!store.status().isLeader()) {
                        throw EtcdError.NOT_LEADER.exception();
                    }
                    if (request.getTargetID() != store.status().self().id()) {
                        store.membership().transferLeadership(request.getTargetID());
                    }
                    return MoveLeaderResponse.newBuilder().setHeader(headers.now()).build();
                });
    }

    /** There is no older form of the data to go back to. */
    @Override
    public void downgrade(DowngradeRequest request, StreamObserver<DowngradeResponse> client) {
        calls.answer(
                client,
                () -> {
                    guard.administer();
                    var version = request.getVersion();
                    throw switch (request.getAction()) {
                        case CANCEL -> EtcdError.NO_DOWNGRADE.exception();
                        case VALIDATE, ENABLE, UNRECOGNIZED ->
                                version.matches("\\d+\\.\\d+(\\.\\d+)?")
                                        ? EtcdError.INVALID_DOWNGRADE_TARGET.exception()
                                        : EtcdError.WRONG_DOWNGRADE_VERSION.exception();
                    };
                });
    }

    private static int checksum(Snapshot snapshot) {
        try {
            return snapshot.checksum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
