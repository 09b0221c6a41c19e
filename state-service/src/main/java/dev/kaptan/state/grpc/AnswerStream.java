package dev.kaptan.state.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A stream on which every request has one answer, in turn. The next request is taken off the
 * connection only while the client takes answers: who sends and never reads fills the transport's
 * buffers and nothing else.
 *
 * <p>Answers are made on threads of their own, for they may block, which the connection's thread
 * must not.
 */
final class AnswerStream<Q, A> implements StreamObserver<Q> {

    private final ServerCallStreamObserver<A> client;
    private final Executor executor;
    private final Function<Q, A> answering;

    /** The client's side, and the request that is being answered: who ends the last completes. */
    private final AtomicInteger open = new AtomicInteger(1);

    /** The last request is answered, and the next has not been asked for. */
    private final AtomicBoolean idle = new AtomicBoolean();

    AnswerStream(StreamObserver<A> client, Executor executor, Function<Q, A> answering) {
        this.client = (ServerCallStreamObserver<A>) client;
        this.executor = executor;
        this.answering = answering;
        this.client.disableAutoRequest();
        this.client.setOnReadyHandler(this::requestNext);
        // Without a handler a client that went away would be an exception at the next answer.
        this.client.setOnCancelHandler(() -> {});
        this.client.request(1);
    }

    @Override
    public void onNext(Q request) {
        open.incrementAndGet();
        executor.execute(() -> answer(request));
    }

    @Override
    public void onError(Throwable cause) {
        // The client went away; there is nothing to clean up.
    }

    @Override
    public void onCompleted() {
        end();
    }

    private void answer(Q request) {
        A response;
        try {
            response = answering.apply(request);
        } catch (RuntimeException e) {
            client.onError(Failures.toStatus(e));
            return;
        }
        client.onNext(response);
        idle.set(true);
        requestNext();
        end();
    }

    /** By whoever is the later of the two: the answer, or the client that takes more. */
    private void requestNext() {
        if (client.isReady() && idle.compareAndSet(true, false)) {
            client.request(1);
        }
    }

    private void end() {
        if (open.decrementAndGet() == 0) {
            client.onCompleted();
        }
    }
}
