package dev.kaptan.state.ratis;

import dev.kaptan.state.log.Futures;

import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.io.grpc.ServerServiceDefinition;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.stub.ServerCalls;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Answers the other members. A request begins with the cluster's id, of which another one's members
 * are refused, and the kind of the call.
 */
final class PeerService {

    static final int HEAD_BYTES = 2 * Long.BYTES + 1;

    /** What this member has to say. */
    interface Handler {
        /**
         * The stage may fail with what {@link PeerAnswer#refusal} knows; may block unless the call
         * is brief.
         */
        CompletionStage<byte[]> answer(PeerCall call, byte[] content);
    }

    private final UUID cluster;
    private final Executor executor;
    private volatile @Nullable Handler handler;

    PeerService(RaftGroupId group, Executor executor) {
        this.cluster = group.getUuid();
        this.executor = executor;
    }

    /** From now on questions are answered. */
    void answerWith(Handler answering) {
        handler = answering;
    }

    ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(PeerMethod.SERVICE)
                .addMethod(PeerMethod.CALL, ServerCalls.asyncUnaryCall(this::serve))
                .build();
    }

    private void serve(byte[] request, StreamObserver<byte[]> client) {
        var current = handler;
        if (request.length < HEAD_BYTES || current == null) {
            client.onError(Status.UNAVAILABLE.withDescription("starting").asRuntimeException());
            return;
        }
        var head = ByteBuffer.wrap(request);
        var from = new UUID(head.getLong(), head.getLong());
        int call = head.get();
        if (!from.equals(cluster) || call < 0 || call >= PeerCall.values().length) {
            client.onError(
                    Status.FAILED_PRECONDITION
                            .withDescription("this member belongs to the cluster " + cluster)
                            .asRuntimeException());
            return;
        }
        var content = Arrays.copyOfRange(request, HEAD_BYTES, request.length);
        var asked = PeerCall.values()[call];
        if (asked.brief()) {
            answer(current, asked, content, client);
        } else {
            executor.execute(() -> answer(current, asked, content, client));
        }
    }

    private static void answer(
            Handler handler, PeerCall call, byte[] content, StreamObserver<byte[]> client) {
        try {
            handler.answer(call, content)
                    .whenComplete((answer, failure) -> send(client, answer, failure));
        } catch (RuntimeException e) {
            send(client, null, e);
        }
    }

    private static void send(
            StreamObserver<byte[]> client, byte @Nullable [] answer, @Nullable Throwable failure) {
        var refusal = failure == null ? new IllegalStateException() : Futures.cause(failure);
        client.onNext(answer != null ? PeerAnswer.given(answer) : PeerAnswer.refusal(refusal));
        client.onCompleted();
    }
}
