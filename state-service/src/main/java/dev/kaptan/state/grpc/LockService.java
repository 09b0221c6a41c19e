package dev.kaptan.state.grpc;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.LockGrpc;
import dev.kaptan.etcd.api.LockRequest;
import dev.kaptan.etcd.api.LockResponse;
import dev.kaptan.etcd.api.UnlockRequest;
import dev.kaptan.etcd.api.UnlockResponse;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** etcd's v3lock: a lock is the first place in a line. */
final class LockService extends LockGrpc.LockImplBase {

    private final Turns turns;
    private final KvService kv;
    private final Calls calls;

    LockService(Turns turns, KvService kv, Calls calls) {
        this.turns = turns;
        this.kv = kv;
        this.calls = calls;
    }

    @Override
    public void lock(LockRequest request, StreamObserver<LockResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var place = turns.join(request.getName(), request.getLease(), ByteString.EMPTY);
                    var header = turns.await(place);
                    if (header == null) {
                        throw Status.UNKNOWN
                                .withDescription("mutex: session is expired")
                                .asRuntimeException();
                    }
                    return LockResponse.newBuilder().setHeader(header).setKey(place.key()).build();
                });
    }

    @Override
    public void unlock(UnlockRequest request, StreamObserver<UnlockResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var key = DeleteRangeRequest.newBuilder().setKey(request.getKey()).build();
                    return UnlockResponse.newBuilder()
                            .setHeader(kv.delete(key).getHeader())
                            .build();
                });
    }
}
