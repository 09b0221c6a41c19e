package dev.kaptan.state.grpc;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.state.mvcc.KeyRange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What etcd demands of a transaction: few operations, and no key changed twice. */
final class TxnLimits {

    /** etcd's {@code --max-txn-ops}. */
    static final int MAX_OPERATIONS = 128;

    /** The keys that a list of operations changes. */
    private record Changes(Set<ByteString> puts, List<KeyRange> deletes) {}

    private TxnLimits() {}

    /** In etcd's order (api/v3rpc/key.go), so that the first of several errors is the same. */
    static void check(TxnRequest request) {
        checkShape(request, MAX_OPERATIONS);
        changes(request.getSuccessList());
        changes(request.getFailureList());
    }

    private static void checkShape(TxnRequest request, int allowed) {
        int most =
                Math.max(
                        request.getCompareCount(),
                        Math.max(request.getSuccessCount(), request.getFailureCount()));
        if (most > allowed) {
            throw EtcdError.TOO_MANY_OPS.exception();
        }
        request.getCompareList().forEach(each -> Requests.requireKey(each.getKey()));
        for (var branch : List.of(request.getSuccessList(), request.getFailureList())) {
            branch.forEach(operation -> checkShape(operation, allowed - most));
        }
    }

    private static void checkShape(RequestOp operation, int allowed) {
        switch (operation.getRequestCase()) {
            case REQUEST_RANGE -> Requests.range(operation.getRequestRange());
            case REQUEST_PUT -> Requests.check(operation.getRequestPut());
            case REQUEST_DELETE_RANGE ->
                    Requests.requireKey(operation.getRequestDeleteRange().getKey());
            case REQUEST_TXN -> checkShape(operation.getRequestTxn(), allowed);
            case REQUEST_NOT_SET -> throw EtcdError.KEY_NOT_FOUND.exception();
        }
    }

    private static Changes changes(List<RequestOp> operations) {
        var changes = new Changes(new HashSet<>(), new ArrayList<>());
        for (var operation : operations) {
            if (operation.hasRequestDeleteRange()) {
                var delete = operation.getRequestDeleteRange();
                changes.deletes.add(Requests.keys(delete.getKey(), delete.getRangeEnd()));
            }
        }
        for (var operation : operations) {
            if (operation.hasRequestTxn()) {
                addNested(changes, operation.getRequestTxn());
            }
        }
        for (var operation : operations) {
            if (operation.hasRequestPut()) {
                addPut(changes, operation.getRequestPut().getKey());
            }
        }
        return changes;
    }

    /** The two branches of one nested transaction may change the same key: only one is run. */
    private static void addNested(Changes outer, TxnRequest nested) {
        var success = changes(nested.getSuccessList());
        var failure = changes(nested.getFailureList());
        var either = new HashSet<>(success.puts);
        either.addAll(failure.puts);
        either.forEach(key -> addPut(outer, key));
        outer.deletes.addAll(success.deletes);
        outer.deletes.addAll(failure.deletes);
    }

    private static void addPut(Changes changes, ByteString key) {
        var bytes = key.toByteArray();
        if (!changes.puts.add(key)
                || changes.deletes.stream().anyMatch(range -> range.contains(bytes))) {
            throw EtcdError.DUPLICATE_KEY.exception();
        }
    }
}
