package dev.kaptan.proof.client;

import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.LeaseRevokeRequest;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Answer;
import dev.kaptan.proof.model.Request;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A client of one member. It never repeats a call by itself: that would make one call two. */
public final class StoreClient implements AutoCloseable {

    private static final int LARGEST_MESSAGE = 64 << 20;

    private final ManagedChannel channel;

    public StoreClient(int port) {
        channel =
                ManagedChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .disableRetry()
                        .maxInboundMessageSize(LARGEST_MESSAGE)
                        .build();
    }

    ManagedChannel channel() {
        return channel;
    }

    /** Calls and waits, at most for the timeout. */
    public Outcome call(Request request, Duration timeout) {
        try {
            return answer(request, timeout.toMillis());
        } catch (StatusRuntimeException e) {
            return Replies.failure(e.getStatus());
        }
    }

    /** Tries to connect now, where it would wait for longer and longer. */
    public void reconnect() {
        channel.resetConnectBackoff();
    }

    private Outcome answer(Request request, long millis) {
        var kv = KVGrpc.newBlockingStub(channel).withDeadlineAfter(millis, TimeUnit.MILLISECONDS);
        return switch (request) {
            case Request.Put put -> {
                var reply = kv.put(Messages.put(put));
                yield answered(reply.getHeader().getRevision(), Replies.put(reply));
            }
            case Request.Delete delete -> {
                var reply = kv.deleteRange(Messages.delete(delete));
                yield answered(reply.getHeader().getRevision(), Replies.deleted(reply));
            }
            case Request.Get get -> {
                var reply = kv.range(Messages.get(get));
                yield answered(reply.getHeader().getRevision(), Replies.got(reply));
            }
            case Request.Txn txn -> {
                var reply = kv.txn(Messages.txn(txn));
                yield answered(reply.getHeader().getRevision(), Replies.txn(reply));
            }
            case Request.Compact(long revision) -> {
                var message = CompactionRequest.newBuilder().setRevision(revision).build();
                var reply = kv.compact(message);
                yield answered(reply.getHeader().getRevision(), new Answer.Compacted());
            }
            case Request.LeaseGrant grant -> grant(grant, millis);
            case Request.LeaseRevoke(long id) -> {
                var message = LeaseRevokeRequest.newBuilder().setID(id).build();
                var reply = leases(millis).leaseRevoke(message);
                yield answered(reply.getHeader().getRevision(), new Answer.LeaseRevoked());
            }
            case Request.LeaseKeepAlive(long id) -> KeepAlive.once(channel, id, millis);
        };
    }

    private Outcome grant(Request.LeaseGrant grant, long millis) {
        var message =
                LeaseGrantRequest.newBuilder().setID(grant.id()).setTTL(grant.ttlSeconds()).build();
        var reply = leases(millis).leaseGrant(message);
        return answered(
                reply.getHeader().getRevision(),
                new Answer.LeaseGranted(reply.getID(), reply.getTTL()));
    }

    private LeaseGrpc.LeaseBlockingStub leases(long millis) {
        return LeaseGrpc.newBlockingStub(channel).withDeadlineAfter(millis, TimeUnit.MILLISECONDS);
    }

    static Outcome answered(long revision, Answer answer) {
        return new Outcome.Answered(revision, answer);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
