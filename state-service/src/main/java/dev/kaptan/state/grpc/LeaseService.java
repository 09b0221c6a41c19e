package dev.kaptan.state.grpc;

import com.google.protobuf.UnsafeByteOperations;

import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseGrantResponse;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.LeaseKeepAliveRequest;
import dev.kaptan.etcd.api.LeaseKeepAliveResponse;
import dev.kaptan.etcd.api.LeaseLeasesRequest;
import dev.kaptan.etcd.api.LeaseLeasesResponse;
import dev.kaptan.etcd.api.LeaseRevokeRequest;
import dev.kaptan.etcd.api.LeaseRevokeResponse;
import dev.kaptan.etcd.api.LeaseStatus;
import dev.kaptan.etcd.api.LeaseTimeToLiveRequest;
import dev.kaptan.etcd.api.LeaseTimeToLiveResponse;
import dev.kaptan.state.lease.Leases;
import dev.kaptan.state.log.Futures;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Result;
import dev.kaptan.state.store.StateStore;

import io.grpc.stub.StreamObserver;

import java.util.random.RandomGenerator;

/** Leases: keys that die with them. */
final class LeaseService extends LeaseGrpc.LeaseImplBase {

    /** etcd's bounds: an election must fit into the shortest, and the longest into its clock. */
    private static final long MIN_TTL_SECONDS = 2;

    private static final long MAX_TTL_SECONDS = 9_000_000_000L;

    private static final byte[] ALONE = {};

    private final StateStore store;
    private final Leases lessor;
    private final Guard guard;
    private final Quota quota;
    private final Headers headers;
    private final Calls calls;
    private final RandomGenerator random;

    LeaseService(
            StateStore store,
            Leases lessor,
            Guard guard,
            Quota quota,
            Headers headers,
            Calls calls,
            RandomGenerator random) {
        this.store = store;
        this.lessor = lessor;
        this.guard = guard;
        this.quota = quota;
        this.headers = headers;
        this.calls = calls;
        this.random = random;
    }

    @Override
    public void leaseGrant(LeaseGrantRequest request, StreamObserver<LeaseGrantResponse> client) {
        calls.answerBlocking(client, () -> grant(request));
    }

    @Override
    public void leaseRevoke(
            LeaseRevokeRequest request, StreamObserver<LeaseRevokeResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var done =
                            store.execute(guard.called(new Command.LeaseRevoke(request.getID())));
                    return LeaseRevokeResponse.newBuilder()
                            .setHeader(headers.at(done.revision()))
                            .build();
                });
    }

    @Override
    public StreamObserver<LeaseKeepAliveRequest> leaseKeepAlive(
            StreamObserver<LeaseKeepAliveResponse> client) {
        return new AnswerStream<>(client, calls.executor(), request -> keepAlive(request.getID()));
    }

    @Override
    public void leaseTimeToLive(
            LeaseTimeToLiveRequest request, StreamObserver<LeaseTimeToLiveResponse> client) {
        calls.answerBlocking(client, () -> timeToLive(request));
    }

    @Override
    public void leaseLeases(
            LeaseLeasesRequest request, StreamObserver<LeaseLeasesResponse> client) {
        calls.answerBlocking(client, this::leases);
    }

    LeaseGrantResponse grant(LeaseGrantRequest request) {
        if (request.getTTL() > MAX_TTL_SECONDS) {
            throw EtcdError.LEASE_TTL_TOO_LARGE.exception();
        }
        Futures.join(quota.admit(request.getSerializedSize()));
        long id = request.getID();
        while (id == 0) {
            id = random.nextLong(Long.MAX_VALUE);
        }
        long ttl = Math.max(MIN_TTL_SECONDS, request.getTTL());
        var done = store.execute(guard.called(new Command.LeaseGrant(id, ttl)));
        var granted = (Result.LeaseGranted) done.result();
        return LeaseGrantResponse.newBuilder()
                .setHeader(headers.at(done.revision()))
                .setID(granted.id())
                .setTTL(granted.ttlSeconds())
                .build();
    }

    /** A lease that is gone is answered with a time to live of 0, not with an error. */
    private LeaseKeepAliveResponse keepAlive(long id) {
        var ttl = lessor.keepAlive(id);
        return LeaseKeepAliveResponse.newBuilder()
                .setHeader(headers.now())
                .setID(id)
                .setTTL(ttl == null ? 0 : ttl)
                .build();
    }

    private LeaseLeasesResponse leases() {
        var view = store.read();
        var response = LeaseLeasesResponse.newBuilder().setHeader(headers.at(view.revision()));
        for (long id : view.leases()) {
            response.addLeases(LeaseStatus.newBuilder().setID(id));
        }
        return response.build();
    }

    private LeaseTimeToLiveResponse timeToLive(LeaseTimeToLiveRequest request) {
        var view = store.read();
        var granted = view.leaseTtlSeconds(request.getID());
        var remaining = lessor.remainingSeconds(request.getID());
        var response =
                LeaseTimeToLiveResponse.newBuilder()
                        .setHeader(headers.at(view.revision()))
                        .setID(request.getID());
        if (granted == null || remaining == null) {
            return response.setTTL(-1).build();
        }
        if (request.getKeys()) {
            for (var key : view.keysOfLease(request.getID())) {
                guard.access().read(key, ALONE);
                response.addKeys(UnsafeByteOperations.unsafeWrap(key));
            }
        }
        return response.setTTL(remaining).setGrantedTTL(granted).build();
    }
}
