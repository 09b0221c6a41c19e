package dev.kaptan.gateway.etcd;

import dev.kaptan.api.engine.store.StoreException;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.LeaseGrpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Unary calls with a deadline. A call waits for a connection that was lost just now, so that a
 * restart of the store is a pause and not an error; what may have reached the store is never sent
 * again, unless it only reads.
 */
final class EtcdCalls {

    static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int READ_ATTEMPTS = 3;

    private final KVGrpc.KVBlockingStub kv;
    private final LeaseGrpc.LeaseBlockingStub lease;
    private final Duration deadline;
    private final RequestTimes times;
    private final Reconnection reconnection;

    EtcdCalls(Reconnection reconnection, Duration deadline, RequestTimes times) {
        kv = KVGrpc.newBlockingStub(reconnection.channel());
        lease = LeaseGrpc.newBlockingStub(reconnection.channel());
        this.reconnection = reconnection;
        this.deadline = deadline;
        this.times = times;
    }

    /**
     * @param revision the revision asked for, named when it turns out to be compacted
     */
    <R> R read(String operation, long revision, Function<KVGrpc.KVBlockingStub, R> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return timed(operation, () -> call.apply(ready(kv)));
            } catch (StatusRuntimeException e) {
                var failure = failure(e, revision);
                if (attempt == READ_ATTEMPTS || !connectionLost(failure, e)) {
                    throw failure;
                }
            }
        }
    }

    <R> R write(String operation, Function<KVGrpc.KVBlockingStub, R> call) {
        try {
            return timed(operation, () -> call.apply(ready(kv)));
        } catch (StatusRuntimeException e) {
            throw failure(e, 0);
        }
    }

    <R> R lease(Function<LeaseGrpc.LeaseBlockingStub, R> call) {
        try {
            return call.apply(ready(lease));
        } catch (StatusRuntimeException e) {
            throw failure(e, 0);
        }
    }

    private StoreException failure(StatusRuntimeException cause, long revision) {
        reconnection.failed(cause);
        return EtcdFailures.of(cause, revision);
    }

    private <S extends AbstractStub<S>> S ready(S stub) {
        var bounded = stub.withDeadlineAfter(deadline);
        return reconnection.worthWaiting() ? bounded.withWaitForReady() : bounded;
    }

    private <R> R timed(String operation, Supplier<R> call) {
        long start = System.nanoTime();
        try {
            return call.get();
        } finally {
            times.record(operation, System.nanoTime() - start);
        }
    }

    private static boolean connectionLost(StoreException failure, StatusRuntimeException cause) {
        return failure.reason() == StoreException.Reason.UNAVAILABLE
                && cause.getStatus().getCode() == Status.Code.UNAVAILABLE;
    }

    /** Where durations go, by operation, in nanoseconds. */
    @FunctionalInterface
    interface RequestTimes {
        void record(String operation, long nanos);
    }
}
