package dev.kaptan.proof.client;

import dev.kaptan.etcd.api.DeleteRangeResponse;
import dev.kaptan.etcd.api.Event;
import dev.kaptan.etcd.api.KeyValue;
import dev.kaptan.etcd.api.PutResponse;
import dev.kaptan.etcd.api.RangeResponse;
import dev.kaptan.etcd.api.ResponseOp;
import dev.kaptan.etcd.api.TxnResponse;
import dev.kaptan.etcd.api.WatchResponse;
import dev.kaptan.proof.history.Delivery;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Answer;
import dev.kaptan.proof.model.Change;
import dev.kaptan.proof.model.Item;
import dev.kaptan.proof.model.Refusal;

import io.grpc.Status;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Messages as answers. */
final class Replies {

    private Replies() {}

    static Answer.Put put(PutResponse message) {
        return new Answer.Put(message.hasPrevKv() ? item(message.getPrevKv()) : null);
    }

    static Answer.Deleted deleted(DeleteRangeResponse message) {
        return new Answer.Deleted(message.getDeleted(), items(message.getPrevKvsList()));
    }

    static Answer.Got got(RangeResponse message) {
        return new Answer.Got(items(message.getKvsList()), message.getCount(), message.getMore());
    }

    static Answer.Txn txn(TxnResponse message) {
        return new Answer.Txn(
                message.getSucceeded(),
                message.getResponsesList().stream().map(Replies::operation).toList());
    }

    private static Answer operation(ResponseOp message) {
        return switch (message.getResponseCase()) {
            case RESPONSE_PUT -> put(message.getResponsePut());
            case RESPONSE_DELETE_RANGE -> deleted(message.getResponseDeleteRange());
            case RESPONSE_RANGE -> got(message.getResponseRange());
            case RESPONSE_TXN -> txn(message.getResponseTxn());
            case RESPONSE_NOT_SET ->
                    throw new IllegalStateException("an operation was answered with nothing");
        };
    }

    static Delivery delivery(WatchResponse message, long at) {
        if (message.getCanceled()) {
            return new Delivery.Canceled(
                    at, message.getCompactRevision(), message.getCancelReason());
        }
        if (message.getCreated()) {
            return new Delivery.Created(at, message.getHeader().getRevision());
        }
        if (message.getEventsCount() == 0) {
            return new Delivery.Progress(at, message.getHeader().getRevision());
        }
        return new Delivery.Events(
                at, message.getEventsList().stream().map(Replies::change).toList());
    }

    private static Change change(Event event) {
        var previous = event.hasPrevKv() ? item(event.getPrevKv()) : null;
        return event.getType() == Event.EventType.DELETE
                ? new Change.Removed(
                        event.getKv().getKey().toStringUtf8(),
                        event.getKv().getModRevision(),
                        previous)
                : new Change.Written(item(event.getKv()), previous);
    }

    private static List<Item> items(List<KeyValue> messages) {
        return messages.stream().map(Replies::item).toList();
    }

    private static Item item(KeyValue message) {
        return new Item(
                message.getKey().toStringUtf8(),
                message.getValue().toStringUtf8(),
                message.getCreateRevision(),
                message.getModRevision(),
                message.getVersion(),
                message.getLease());
    }

    /** What etcd says only when it did nothing is a refusal; after anything else nobody knows. */
    static Outcome failure(Status status) {
        var reason = refusal(String.valueOf(status.getDescription()));
        return reason == null
                ? new Outcome.Unknown(status.getCode() + ": " + status.getDescription())
                : new Outcome.Refused(reason);
    }

    private static @Nullable Refusal refusal(String text) {
        return switch (text) {
            case "etcdserver: mvcc: required revision has been compacted" -> Refusal.COMPACTED;
            case "etcdserver: mvcc: required revision is a future revision" ->
                    Refusal.FUTURE_REVISION;
            case "etcdserver: requested lease not found" -> Refusal.LEASE_NOT_FOUND;
            case "etcdserver: lease already exists" -> Refusal.LEASE_EXISTS;
            case "etcdserver: duplicate key given in txn request" -> Refusal.DUPLICATE_KEY;
            case "etcdserver: mvcc: database space exceeded" -> Refusal.NO_SPACE;
            default -> null;
        };
    }
}
