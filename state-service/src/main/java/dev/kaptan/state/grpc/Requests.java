package dev.kaptan.state.grpc;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.state.mvcc.Comparison;
import dev.kaptan.state.mvcc.KeyRange;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.mvcc.Sort;

import io.grpc.Status;

import java.util.List;

/**
 * Reads etcd's requests; throws {@link EtcdError}s for what etcd refuses before looking at data.
 */
final class Requests {

    private Requests() {}

    static Operation.Range range(RangeRequest request) {
        return new Operation.Range(
                keys(request.getKey(), request.getRangeEnd()),
                request.getLimit(),
                request.getRevision(),
                sort(request),
                request.getKeysOnly(),
                request.getCountOnly(),
                new Operation.Bounds(
                        request.getMinModRevision(),
                        request.getMaxModRevision(),
                        request.getMinCreateRevision(),
                        request.getMaxCreateRevision()));
    }

    static void requireKey(ByteString key) {
        require(!key.isEmpty(), EtcdError.EMPTY_KEY);
    }

    static void check(PutRequest request) {
        requireKey(request.getKey());
        require(
                !request.getIgnoreValue() || request.getValue().isEmpty(),
                EtcdError.VALUE_PROVIDED);
        require(!request.getIgnoreLease() || request.getLease() == 0, EtcdError.LEASE_PROVIDED);
    }

    static Operation.Put put(PutRequest request) {
        check(request);
        return new Operation.Put(
                request.getKey().toByteArray(),
                request.getValue().toByteArray(),
                request.getLease(),
                request.getPrevKv(),
                request.getIgnoreValue(),
                request.getIgnoreLease());
    }

    static Operation.Delete delete(DeleteRangeRequest request) {
        return new Operation.Delete(
                keys(request.getKey(), request.getRangeEnd()), request.getPrevKv());
    }

    static Operation.Txn txn(TxnRequest request) {
        TxnLimits.check(request);
        return nested(request);
    }

    static KeyRange keys(ByteString key, ByteString rangeEnd) {
        require(!key.isEmpty(), EtcdError.EMPTY_KEY);
        return KeyRange.of(key.toByteArray(), rangeEnd.toByteArray());
    }

    private static Operation.Txn nested(TxnRequest request) {
        return new Operation.Txn(
                request.getCompareList().stream().map(Requests::comparison).toList(),
                operations(request.getSuccessList()),
                operations(request.getFailureList()));
    }

    private static List<Operation> operations(List<RequestOp> requests) {
        return requests.stream().map(Requests::operation).toList();
    }

    private static Operation operation(RequestOp request) {
        return switch (request.getRequestCase()) {
            case REQUEST_RANGE -> range(request.getRequestRange());
            case REQUEST_PUT -> put(request.getRequestPut());
            case REQUEST_DELETE_RANGE -> delete(request.getRequestDeleteRange());
            case REQUEST_TXN -> nested(request.getRequestTxn());
            case REQUEST_NOT_SET -> throw EtcdError.KEY_NOT_FOUND.exception();
        };
    }

    private static Comparison comparison(Compare compare) {
        return new Comparison(
                keys(compare.getKey(), compare.getRangeEnd()), relation(compare), operand(compare));
    }

    private static Comparison.Operand operand(Compare compare) {
        return switch (compare.getTarget()) {
            case VERSION -> new Comparison.Operand.Version(compare.getVersion());
            case CREATE -> new Comparison.Operand.CreateRevision(compare.getCreateRevision());
            case MOD -> new Comparison.Operand.ModRevision(compare.getModRevision());
            case VALUE -> new Comparison.Operand.Value(compare.getValue().toByteArray());
            case LEASE -> new Comparison.Operand.Lease(compare.getLease());
            case UNRECOGNIZED ->
                    throw Status.INVALID_ARGUMENT
                            .withDescription(
                                    "unknown comparison target " + compare.getTargetValue())
                            .asRuntimeException();
        };
    }

    private static Comparison.Relation relation(Compare compare) {
        return switch (compare.getResult()) {
            case EQUAL -> Comparison.Relation.EQUAL;
            case GREATER -> Comparison.Relation.GREATER;
            case LESS -> Comparison.Relation.LESS;
            case NOT_EQUAL -> Comparison.Relation.NOT_EQUAL;
            case UNRECOGNIZED -> throw EtcdError.INVALID_SORT.exception();
        };
    }

    private static Sort sort(RangeRequest request) {
        var target =
                switch (request.getSortTarget()) {
                    case KEY -> Sort.Target.KEY;
                    case VERSION -> Sort.Target.VERSION;
                    case CREATE -> Sort.Target.CREATE_REVISION;
                    case MOD -> Sort.Target.MOD_REVISION;
                    case VALUE -> Sort.Target.VALUE;
                    case UNRECOGNIZED -> throw EtcdError.INVALID_SORT.exception();
                };
        return switch (request.getSortOrder()) {
            // A target without an order ascends, as in etcd, but only what the limit has left.
            case NONE -> new Sort(target, false, target != Sort.Target.KEY);
            case ASCEND -> new Sort(target, false);
            case DESCEND -> new Sort(target, true);
            case UNRECOGNIZED -> throw EtcdError.INVALID_SORT.exception();
        };
    }

    private static void require(boolean holds, EtcdError otherwise) {
        if (!holds) {
            throw otherwise.exception();
        }
    }
}
