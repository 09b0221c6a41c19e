package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.LeaseKeepAliveRequest;
import dev.kaptan.etcd.api.LeaseKeepAliveResponse;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;

/**
 * One client's keep-alives, answered one after another: whoever knows when leases end may have to
 * be asked over the network, which the connection's own thread must not wait for.
 */
final class KeepAliveStream implements StreamObserver<LeaseKeepAliveRequest> {

    private final ServerCallStreamObserver<LeaseKeepAliveResponse> client;
    private final Executor executor;
    private final LongFunction<LeaseKeepAliveResponse> keepAlive;

    /** The client's side, and the request that is being answered: who ends the last completes. */
    private final AtomicInteger open = new AtomicInteger(1);

    KeepAliveStream(
            StreamObserver<LeaseKeepAliveResponse> client,
            Executor executor,
            LongFunction<LeaseKeepAliveResponse> keepAlive) {
        this.client = (ServerCallStreamObserver<LeaseKeepAliveResponse>) client;
        this.executor = executor;
        this.keepAlive = keepAlive;
        this.client.disableAutoRequest();
        // Without a handler a client that went away would be an exception at the next answer.
        this.client.setOnCancelHandler(() -> {});
        this.client.request(1);
    }

    @Override
    public void onNext(LeaseKeepAliveRequest request) {
        open.incrementAndGet();
        executor.execute(() -> answer(request.getID()));
    }

    @Override
    public void onError(Throwable cause) {
        // The client went away; its leases run out by themselves.
    }

    @Override
    public void onCompleted() {
        end();
    }

    private void answer(long id) {
        LeaseKeepAliveResponse response;
        try {
            response = keepAlive.apply(id);
        } catch (RuntimeException e) {
            client.onError(Failures.toStatus(e));
            return;
        }
        client.onNext(response);
        client.request(1);
        end();
    }

    private void end() {
        if (open.decrementAndGet() == 0) {
            client.onCompleted();
        }
    }
}
