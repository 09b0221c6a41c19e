package dev.kaptan.proof.client;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.proof.model.Comparison;
import dev.kaptan.proof.model.Request;

/** Requests as messages. */
final class Messages {

    private Messages() {}

    static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }

    static PutRequest put(Request.Put put) {
        return PutRequest.newBuilder()
                .setKey(bytes(put.key()))
                .setValue(bytes(put.value()))
                .setLease(put.lease())
                .setPrevKv(put.previous())
                .build();
    }

    static DeleteRangeRequest delete(Request.Delete delete) {
        return DeleteRangeRequest.newBuilder()
                .setKey(bytes(delete.span().key()))
                .setRangeEnd(bytes(delete.span().end()))
                .setPrevKv(delete.previous())
                .build();
    }

    static RangeRequest get(Request.Get get) {
        return RangeRequest.newBuilder()
                .setKey(bytes(get.span().key()))
                .setRangeEnd(bytes(get.span().end()))
                .setRevision(get.revision())
                .setLimit(get.limit())
                .setSerializable(get.serializable())
                .setKeysOnly(get.part() == Request.Part.KEYS)
                .setCountOnly(get.part() == Request.Part.COUNT)
                .build();
    }

    static TxnRequest txn(Request.Txn txn) {
        var message = TxnRequest.newBuilder();
        txn.compare().forEach(each -> message.addCompare(compare(each)));
        txn.success().forEach(each -> message.addSuccess(operation(each)));
        txn.failure().forEach(each -> message.addFailure(operation(each)));
        return message.build();
    }

    private static RequestOp operation(Request.Operation operation) {
        var message = RequestOp.newBuilder();
        return switch (operation) {
            case Request.Put put -> message.setRequestPut(put(put)).build();
            case Request.Delete delete -> message.setRequestDeleteRange(delete(delete)).build();
            case Request.Get get -> message.setRequestRange(get(get)).build();
            case Request.Txn txn -> message.setRequestTxn(txn(txn)).build();
        };
    }

    private static Compare compare(Comparison comparison) {
        var message =
                Compare.newBuilder()
                        .setKey(bytes(comparison.span().key()))
                        .setRangeEnd(bytes(comparison.span().end()))
                        .setResult(
                                switch (comparison.relation()) {
                                    case EQUAL -> Compare.CompareResult.EQUAL;
                                    case GREATER -> Compare.CompareResult.GREATER;
                                    case LESS -> Compare.CompareResult.LESS;
                                    case NOT_EQUAL -> Compare.CompareResult.NOT_EQUAL;
                                });
        return operand(message, comparison.operand()).build();
    }

    private static Compare.Builder operand(Compare.Builder message, Comparison.Operand operand) {
        return switch (operand) {
            case Comparison.Operand.Value(var value) ->
                    message.setTarget(Compare.CompareTarget.VALUE).setValue(bytes(value));
            case Comparison.Operand.Version(long version) ->
                    message.setTarget(Compare.CompareTarget.VERSION).setVersion(version);
            case Comparison.Operand.CreateRevision(long revision) ->
                    message.setTarget(Compare.CompareTarget.CREATE).setCreateRevision(revision);
            case Comparison.Operand.ModRevision(long revision) ->
                    message.setTarget(Compare.CompareTarget.MOD).setModRevision(revision);
            case Comparison.Operand.Lease(long lease) ->
                    message.setTarget(Compare.CompareTarget.LEASE).setLease(lease);
        };
    }
}
