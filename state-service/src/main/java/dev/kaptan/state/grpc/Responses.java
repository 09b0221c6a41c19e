package dev.kaptan.state.grpc;

import com.google.protobuf.UnsafeByteOperations;

import dev.kaptan.etcd.api.DeleteRangeResponse;
import dev.kaptan.etcd.api.PutResponse;
import dev.kaptan.etcd.api.RangeResponse;
import dev.kaptan.etcd.api.ResponseHeader;
import dev.kaptan.etcd.api.TxnResponse;
import dev.kaptan.state.mvcc.Event;
import dev.kaptan.state.mvcc.KeyValue;
import dev.kaptan.state.mvcc.Result;

/** Writes etcd's responses. Keys and values are wrapped, not copied: nobody changes them. */
final class Responses {

    private Responses() {}

    static RangeResponse range(ResponseHeader header, Result.Range result) {
        var response =
                RangeResponse.newBuilder()
                        .setHeader(header)
                        .setCount(result.count())
                        .setMore(result.more());
        result.entries().forEach(entry -> response.addKvs(keyValue(entry)));
        return response.build();
    }

    static PutResponse put(ResponseHeader header, Result.Put result) {
        var response = PutResponse.newBuilder().setHeader(header);
        var previous = result.previous();
        if (previous != null) {
            response.setPrevKv(keyValue(previous));
        }
        return response.build();
    }

    static DeleteRangeResponse delete(ResponseHeader header, Result.Delete result) {
        var response =
                DeleteRangeResponse.newBuilder().setHeader(header).setDeleted(result.deleted());
        result.previous().forEach(entry -> response.addPrevKvs(keyValue(entry)));
        return response.build();
    }

    static TxnResponse txn(ResponseHeader header, Result.Txn result) {
        return new TxnResponses(header, result).all();
    }

    static dev.kaptan.etcd.api.Event event(Event event, boolean withPrevious) {
        var type =
                event instanceof Event.Put
                        ? dev.kaptan.etcd.api.Event.EventType.PUT
                        : dev.kaptan.etcd.api.Event.EventType.DELETE;
        var response =
                dev.kaptan.etcd.api.Event.newBuilder().setType(type).setKv(keyValue(event.entry()));
        var previous = event.previous();
        if (withPrevious && previous != null) {
            response.setPrevKv(keyValue(previous));
        }
        return response.build();
    }

    private static dev.kaptan.etcd.api.KeyValue keyValue(KeyValue entry) {
        return dev.kaptan.etcd.api.KeyValue.newBuilder()
                .setKey(UnsafeByteOperations.unsafeWrap(entry.key()))
                .setValue(UnsafeByteOperations.unsafeWrap(entry.value()))
                .setCreateRevision(entry.createRevision())
                .setModRevision(entry.modRevision())
                .setVersion(entry.version())
                .setLease(entry.lease())
                .build();
    }
}
