package dev.kaptan.proof.client;

import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchGrpc;
import dev.kaptan.etcd.api.WatchProgressRequest;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.etcd.api.WatchResponse;
import dev.kaptan.proof.history.Delivery;
import dev.kaptan.proof.history.WatchSession.Filter;
import dev.kaptan.proof.model.Span;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One watch on a stream of its own. Messages are stamped when they arrive, not when they are taken.
 */
public final class WatchStream
        implements ClientResponseObserver<WatchRequest, WatchResponse>, AutoCloseable {

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final LongSupplier clock;
    private final ClientCallStreamObserver<WatchRequest> requests;
    private volatile boolean ended;

    public WatchStream(StoreClient client, LongSupplier clock, Wanted wanted) {
        this.clock = clock;
        requests =
                (ClientCallStreamObserver<WatchRequest>)
                        WatchGrpc.newStub(client.channel()).watch(this);
        requests.onNext(WatchRequest.newBuilder().setCreateRequest(create(wanted)).build());
    }

    /** The next message, or null when none came in time; see {@link #hasEnded}. */
    public @Nullable Delivery poll(long millis) throws InterruptedException {
        return deliveries.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether the stream is broken and everything that came has been taken. */
    public boolean hasEnded() {
        return ended && deliveries.isEmpty();
    }

    public void requestProgress() {
        var progress = WatchProgressRequest.getDefaultInstance();
        requests.onNext(WatchRequest.newBuilder().setProgressRequest(progress).build());
    }

    @Override
    public void close() {
        requests.cancel("the watcher goes away", null);
    }

    private static WatchCreateRequest create(Wanted wanted) {
        var message =
                WatchCreateRequest.newBuilder()
                        .setKey(Messages.bytes(wanted.span().key()))
                        .setRangeEnd(Messages.bytes(wanted.span().end()))
                        .setStartRevision(wanted.start())
                        .setPrevKv(wanted.previous())
                        .setProgressNotify(true);
        return switch (wanted.filter()) {
            case NONE -> message.build();
            case NO_PUT -> message.addFilters(WatchCreateRequest.FilterType.NOPUT).build();
            case NO_DELETE -> message.addFilters(WatchCreateRequest.FilterType.NODELETE).build();
        };
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> stream) {}

    @Override
    public void onNext(WatchResponse message) {
        deliveries.add(Replies.delivery(message, clock.getAsLong()));
    }

    @Override
    public void onError(Throwable cause) {
        ended = true;
    }

    @Override
    public void onCompleted() {
        ended = true;
    }

    /** What is watched, from which revision on; 0 is from now on. */
    public record Wanted(Span span, long start, Filter filter, boolean previous) {}
}
