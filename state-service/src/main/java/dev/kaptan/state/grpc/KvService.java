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
import dev.kaptan.state.mvcc.Alarms;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.mvcc.Result;
import dev.kaptan.state.mvcc.View;
import dev.kaptan.state.store.StateStore;

import io.grpc.stub.StreamObserver;

import java.util.List;
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

    /** A point read is answered on the connection's own thread: it costs less than a hand-over. */
    @Override
    public void range(RangeRequest request, StreamObserver<RangeResponse> client) {
        if (request.getRangeEnd().isEmpty() && store.readsNeverBlock()) {
            calls.answer(client, () -> range(request));
        } else {
            calls.answerBlocking(client, () -> range(request));
        }
    }

    @Override
    public void put(PutRequest request, StreamObserver<PutResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var put = Requests.put(request);
                    quota.admit(request.getSerializedSize());
                    var done = store.execute(limited(request, put));
                    return Responses.put(headers.at(done.revision()), (Result.Put) done.result());
                });
    }

    @Override
    public void deleteRange(
            DeleteRangeRequest request, StreamObserver<DeleteRangeResponse> client) {
        calls.answerBlocking(client, () -> delete(request));
    }

    @Override
    public void txn(TxnRequest request, StreamObserver<TxnResponse> client) {
        calls.answerBlocking(client, () -> txn(request));
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
        var done = store.execute(limited(request, Requests.delete(request)));
        return Responses.delete(headers.at(done.revision()), (Result.Delete) done.result());
    }

    RangeResponse range(RangeRequest request) {
        var range = Requests.range(request);
        var view = request.getSerializable() ? store.readSerializable() : store.read();
        var entries = guard.read(readable(view), range).range(range);
        return Responses.range(headers.at(view.revision()), entries);
    }

    TxnResponse txn(TxnRequest request) {
        Operation.Txn txn = Requests.txn(request);
        if (!txn.writes()) {
            var view = allSerializable(request) ? store.readSerializable() : store.read();
            var evaluated = guard.read(readable(view), txn).evaluate(txn);
            return Responses.txn(headers.at(view.revision()), evaluated);
        }
        if (txn.adds()) {
            quota.admit(request.getSerializedSize());
        }
        var done = store.execute(limited(request, txn));
        return Responses.txn(headers.at(done.revision()), (Result.Txn) done.result());
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
