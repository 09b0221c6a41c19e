package dev.kaptan.proof.client;

import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.LeaseKeepAliveRequest;
import dev.kaptan.etcd.api.LeaseKeepAliveResponse;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Answer;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One renewal of a lease on a stream of its own. */
final class KeepAlive implements StreamObserver<LeaseKeepAliveResponse> {

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    private KeepAlive() {}

    static Outcome once(ManagedChannel channel, long lease, long millis) {
        var reply = new KeepAlive();
        var stream =
                LeaseGrpc.newStub(channel)
                        .withDeadlineAfter(millis, TimeUnit.MILLISECONDS)
                        .leaseKeepAlive(reply);
        stream.onNext(LeaseKeepAliveRequest.newBuilder().setID(lease).build());
        stream.onCompleted();
        try {
            return reply.outcome.get(millis + 1_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            return new Outcome.Unknown(e.toString());
        }
    }

    @Override
    public void onNext(LeaseKeepAliveResponse reply) {
        outcome.complete(
                StoreClient.answered(
                        reply.getHeader().getRevision(),
                        new Answer.LeaseKeptAlive(reply.getTTL())));
    }

    @Override
    public void onError(Throwable cause) {
        outcome.complete(Replies.failure(Status.fromThrowable(cause)));
    }

    @Override
    public void onCompleted() {
        outcome.complete(new Outcome.Unknown("the stream ended without a reply"));
    }
}
