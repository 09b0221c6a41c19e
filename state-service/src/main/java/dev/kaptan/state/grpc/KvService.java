package dev.kaptan.state.grpc;

import com.google.protobuf.MessageLite;

import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.CompactionResponse;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.DeleteRangeResponse;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.PutResponse;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RangeResponse;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.etcd.api.TxnResponse;
import dev.kaptan.state.log.Futures;
import dev.kaptan.state.mvcc.Alarms;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.mvcc.Result;
import dev.kaptan.state.mvcc.View;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StateStore;

import io.grpc.stub.StreamObserver;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads and writes of keys. */
final class KvService extends KVGrpc.KVImplBase {

    /** etcd's {@code --max-request-bytes}. */
    static final int MAX_REQUEST_BYTES = 3 * 1024 * 1024 / 2;

    private final StateStore store;
    private final Guard guard;
    private final Quota quota;
    private final Headers headers;
    private final Calls calls;

    KvService(StateStore store, Guard guard, Quota quota, Headers headers, Calls calls) {
        this.store = store;
        this.guard = guard;
        this.quota = quota;
        this.headers = headers;
        this.calls = calls;
    }

    /**
     * A point read is begun on the connection's own thread, and where nobody else must be asked it
     * is answered there too: that costs less than a hand-over.
     */
    @Override
    public void range(RangeRequest request, StreamObserver<RangeResponse> client) {
        if (request.getRangeEnd().isEmpty()) {
            calls.answerLater(client, () -> readPoint(request));
        } else {
            calls.answerBlocking(client, () -> range(request));
        }
    }

    private CompletableFuture<RangeResponse> readPoint(RangeRequest request) {
        var range = Requests.range(request);
        var credentials = Credentials.current();
        var read = request.getSerializable() ? store.readSerializableLater() : store.readLater();
        return read.thenApply(view -> answer(view, range, credentials));
    }

    @Override
    public void put(PutRequest request, StreamObserver<PutResponse> client) {
        answer(client, () -> Requests.put(request), put -> write(request, put));
    }

    @Override
    public void deleteRange(
            DeleteRangeRequest request, StreamObserver<DeleteRangeResponse> client) {
        answer(client, () -> Requests.delete(request), delete -> write(request, delete));
    }

    @Override
    public void txn(TxnRequest request, StreamObserver<TxnResponse> client) {
        answer(client, () -> Requests.txn(request), txn -> carryOut(request, txn));
    }

    @Override
    public void compact(CompactionRequest request, StreamObserver<CompactionResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    guard.identify();
                    var compact = new Command.Compact(request.getRevision());
                    var done = store.execute(guard.called(compact));
                    return CompactionResponse.newBuilder()
                            .setHeader(headers.at(done.revision()))
                            .build();
                });
    }

    DeleteRangeResponse delete(DeleteRangeRequest request) {
        return Futures.join(write(request, Requests.delete(request)));
    }

    RangeResponse range(RangeRequest request) {
        var range = Requests.range(request);
        var view = request.getSerializable() ? store.readSerializable() : store.read();
        return answer(view, range, Credentials.current());
    }

    private RangeResponse answer(
            View view, Operation.Range range, @Nullable Credentials credentials) {
        var entries = guard.read(readable(view), range, credentials).range(range);
        return Responses.range(headers.at(view.revision()), entries);
    }

    TxnResponse txn(TxnRequest request) {
        return Futures.join(carryOut(request, Requests.txn(request)));
    }

    /** Blocks where it only reads. */
    private CompletableFuture<TxnResponse> carryOut(TxnRequest request, Operation.Txn txn) {
        return txn.writes()
                ? write(request, txn)
                : CompletableFuture.completedFuture(read(request, txn));
    }

    /**
     * A write whose answer is brief is begun on the connection's own thread and answered from the
     * one that applies it; all else has a thread of its own.
     */
    private <O extends Operation, T> void answer(
            StreamObserver<T> client, Supplier<O> parser, Function<O, CompletableFuture<T>> work) {
        calls.run(
                client,
                () -> {
                    var operation = parser.get();
                    if (operation.writes() && operation.brief()) {
                        calls.answerLater(client, () -> work.apply(operation));
                    } else {
                        calls.answerBlocking(client, () -> Futures.join(work.apply(operation)));
                    }
                });
    }

    private TxnResponse read(TxnRequest request, Operation.Txn txn) {
        var view = allSerializable(request) ? store.readSerializable() : store.read();
        var evaluated = guard.read(readable(view), txn).evaluate(txn);
        return Responses.txn(headers.at(view.revision()), evaluated);
    }

    private CompletableFuture<PutResponse> write(PutRequest request, Operation.Put put) {
        return submit(request, put)
                .thenApply(done ->
                        Responses.put(headers.at(done.revision()), (Result.Put) done.result()));
    }

    private CompletableFuture<DeleteRangeResponse> write(
            DeleteRangeRequest request, Operation.Delete delete) {
        return submit(request, delete)
                .thenApply(done ->
                        Responses.delete(
                                headers.at(done.revision()), (Result.Delete) done.result()));
    }

    private CompletableFuture<TxnResponse> write(TxnRequest request, Operation.Txn txn) {
        return submit(request, txn)
                .thenApply(done ->
                        Responses.txn(headers.at(done.revision()), (Result.Txn) done.result()));
    }

    private <C extends Operation & Command> CompletableFuture<Outcome.Done> submit(
            MessageLite request, C command) {
        return command.adds()
                ? quota.admit(request.getSerializedSize())
                        .thenCompose(_ -> store.submit(limited(request, command)))
                : store.submit(limited(request, command));
    }

    private Command limited(MessageLite request, Command command) {
        if (request.getSerializedSize() > MAX_REQUEST_BYTES) {
            throw EtcdError.REQUEST_TOO_LARGE.exception();
        }
        return guard.called(command);
    }

    /** Nothing is read while members disagree on the data. */
    private static View readable(View view) {
        if (view.alarms().has(Alarms.Kind.CORRUPT)) {
            throw EtcdError.CORRUPT.exception();
        }
        return view;
    }

    /** A transaction of reads alone needs no quorum if none of them does. */
    private static boolean allSerializable(TxnRequest request) {
        return Stream.of(request.getSuccessList(), request.getFailureList())
                .flatMap(List::stream)
                .allMatch(
                        each -> each.hasRequestRange() && each.getRequestRange().getSerializable());
    }
}
