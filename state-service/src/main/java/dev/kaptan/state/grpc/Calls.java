package dev.kaptan.state.grpc;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Runs unary calls: at once where they do not block, else on a thread of their own. */
record Calls(Executor executor) {

    <T> void answerBlocking(StreamObserver<T> client, Supplier<T> work) {
        executor.execute(Context.current().wrap(() -> answer(client, work)));
    }

    /** Starts what answers by itself; what it throws at once is the answer. */
    void run(StreamObserver<?> client, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            client.onError(Failures.toStatus(e));
        }
    }

    /** Starts what has its answer later; nothing of it may block. */
    <T> void answerLater(StreamObserver<T> client, Supplier<CompletableFuture<T>> work) {
        run(
                client,
                () ->
                        work.get()
                                .whenComplete((response, failure) -> {
                                    if (failure == null) {
                                        client.onNext(response);
                                        client.onCompleted();
                                    } else {
                                        client.onError(Failures.toStatus(failure));
                                    }
                                }));
    }

    <T> void answer(StreamObserver<T> client, Supplier<T> work) {
        T response;
        try {
            response = work.get();
        } catch (RuntimeException e) {
            client.onError(Failures.toStatus(e));
            return;
        }
        client.onNext(response);
        client.onCompleted();
    }
}
