package dev.kaptan.state.grpc;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that reads nothing of what its call is answered before it is told to. */
final class LateReader<Q, A> implements ClientResponseObserver<Q, A> {

    private final AtomicInteger answers = new AtomicInteger();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private ClientCallStreamObserver<Q> requests;

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> stream) {
        requests = stream;
        stream.disableAutoRequestWithInitial(0);
    }

    void send(Q request) {
        requests.onNext(request);
    }

    void sendNoMore() {
        requests.onCompleted();
    }

    void read() {
        requests.request(Integer.MAX_VALUE);
    }

    int answers() {
        return answers.get();
    }

    /** Done, or failed, when the server has ended the call. */
    CompletableFuture<Void> end() {
        return end;
    }

    @Override
    public void onNext(A answer) {
        answers.incrementAndGet();
    }

    @Override
    public void onError(Throwable cause) {
        end.completeExceptionally(cause);
    }

    @Override
    public void onCompleted() {
        end.complete(null);
    }
}
