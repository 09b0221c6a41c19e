package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.ResponseHeader;
import dev.kaptan.etcd.api.ResponseOp;
import dev.kaptan.etcd.api.TxnResponse;
import dev.kaptan.state.mvcc.Result;

/**
 * Writes a transaction's response. As in etcd the headers inside carry nothing but the revision
 * that the operation saw, which grows with the first change.
 */
final class TxnResponses {

    private final ResponseHeader header;
    private final Result.Txn result;
    private final long before;
    private boolean changed;

    TxnResponses(ResponseHeader header, Result.Txn result) {
        this.header = header;
        this.result = result;
        this.before = changes(result) ? header.getRevision() - 1 : header.getRevision();
    }

    TxnResponse all() {
        return txn(result).setHeader(header).build();
    }

    private TxnResponse.Builder txn(Result.Txn txn) {
        var response = TxnResponse.newBuilder().setSucceeded(txn.succeeded());
        txn.results().forEach(each -> response.addResponses(operation(each)));
        return response;
    }

    private ResponseOp operation(Result operation) {
        changed |= !(operation instanceof Result.Txn) && changes(operation);
        var response = ResponseOp.newBuilder();
        return switch (operation) {
            case Result.Range range ->
                    response.setResponseRange(Responses.range(now(), range)).build();
            case Result.Put put -> response.setResponsePut(Responses.put(now(), put)).build();
            case Result.Delete delete ->
                    response.setResponseDeleteRange(Responses.delete(now(), delete)).build();
            case Result.Txn txn ->
                    response.setResponseTxn(txn(txn).setHeader(ResponseHeader.getDefaultInstance()))
                            .build();
            case Result.Compacted compacted -> throw unexpected(compacted);
            case Result.LeaseGranted granted -> throw unexpected(granted);
            case Result.LeaseRevoked revoked -> throw unexpected(revoked);
            case Result.Announced announced -> throw unexpected(announced);
            case Result.AlarmSet set -> throw unexpected(set);
            case Result.AuthChanged authChanged -> throw unexpected(authChanged);
            case Result.TokenIssued issued -> throw unexpected(issued);
        };
    }

    private ResponseHeader now() {
        return ResponseHeader.newBuilder().setRevision(changed ? before + 1 : before).build();
    }

    private static boolean changes(Result result) {
        return switch (result) {
            case Result.Put put -> true;
            case Result.Delete delete -> delete.deleted() > 0;
            case Result.Txn txn -> txn.results().stream().anyMatch(TxnResponses::changes);
            case Result.Range range -> false;
            case Result.Compacted compacted -> false;
            case Result.LeaseGranted granted -> false;
            case Result.LeaseRevoked revoked -> false;
            case Result.Announced announced -> false;
            case Result.AlarmSet set -> false;
            case Result.AuthChanged authChanged -> false;
            case Result.TokenIssued issued -> false;
        };
    }

    private static IllegalStateException unexpected(Result result) {
        return new IllegalStateException("no part of a transaction: " + result);
    }
}
