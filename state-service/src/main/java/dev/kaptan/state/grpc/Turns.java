package dev.kaptan.state.grpc;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.KeyValue;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.ResponseHeader;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.state.mvcc.KeyRange;
import dev.kaptan.state.watch.WatchHub;

import io.grpc.Context;
import io.grpc.Status;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Semaphore;

/**
 * Lines of keys under a name, in the order of their creation: whose key is the oldest has its turn.
 * The recipe of etcd's client package {@code concurrency}, which its server carries out for clients
 * that have none, so that both can stand in one line. Every step is an ordinary request of the
 * caller's, with his permissions.
 */
final class Turns {

    private static final int TTL_SECONDS = 60;
    private static final ByteString NEXT_OF_SLASH = ByteString.copyFromUtf8("0");

    private final KvService kv;
    private final LeaseService leases;
    private final WatchHub hub;

    Turns(KvService kv, LeaseService leases, WatchHub hub) {
        this.kv = kv;
        this.leases = leases;
        this.hub = hub;
    }

    /**
     * A place in a line.
     *
     * @param created the revision at which its key was
     */
    record Place(ByteString name, ByteString key, long created, long lease) {}

    /** At the end of the line, or where the lease already stands. */
    Place join(ByteString name, long lease, ByteString value) {
        long id = lease == 0 ? grant() : lease;
        var key = line(name).concat(ByteString.copyFromUtf8(Long.toHexString(id)));
        var joined =
                kv.txn(
                        TxnRequest.newBuilder()
                                .addCompare(createdAt(key, 0))
                                .addSuccess(put(key, value, id))
                                .addFailure(read(RangeRequest.newBuilder().setKey(key)))
                                .build());
        if (joined.getSucceeded()) {
            return new Place(name, key, joined.getHeader().getRevision(), id);
        }
        var before = joined.getResponses(0).getResponseRange().getKvs(0);
        var place = new Place(name, key, before.getCreateRevision(), id);
        if (!before.getValue().equals(value)) {
            announce(place, value);
        }
        return place;
    }

    /**
     * Blocks until it is the place's turn; null if it is no more. Who gives up or fails leaves the
     * line. As in etcd nobody but the caller keeps his lease alive while he waits.
     */
    @Nullable ResponseHeader await(Place place) {
        var news = new Semaphore(0);
        Context.CancellationListener gaveUp = context -> news.release();
        var call = Context.current();
        call.addListener(gaveUp, Runnable::run);
        try {
            return await(place, news);
        } catch (RuntimeException e) {
            leave(place, e);
            throw e;
        } finally {
            call.removeListener(gaveUp);
        }
    }

    /** Null if the place is no more. */
    @Nullable ResponseHeader announce(Place place, ByteString value) {
        return whileHeld(place, put(place.key(), value, place.lease()));
    }

    /** Null if the place is no more. */
    @Nullable ResponseHeader leave(Place place) {
        var delete = DeleteRangeRequest.newBuilder().setKey(place.key());
        return whileHeld(place, RequestOp.newBuilder().setRequestDeleteRange(delete).build());
    }

    /** What asks whose turn it is. */
    static RangeRequest first(ByteString name) {
        return inLine(name)
                .setSortOrder(RangeRequest.SortOrder.ASCEND)
                .setSortTarget(RangeRequest.SortTarget.CREATE)
                .setLimit(1)
                .build();
    }

    static KeyRange range(ByteString name) {
        var line = inLine(name);
        return KeyRange.of(line.getKey().toByteArray(), line.getRangeEnd().toByteArray());
    }

    private @Nullable ResponseHeader await(Place place, Semaphore news) {
        while (true) {
            var read =
                    kv.txn(
                            TxnRequest.newBuilder()
                                    .addSuccess(read(lastBefore(place)))
                                    .addSuccess(read(RangeRequest.newBuilder().setKey(place.key())))
                                    .build());
            var own = read.getResponses(1).getResponseRange();
            if (own.getKvsCount() == 0 || own.getKvs(0).getCreateRevision() != place.created()) {
                return null;
            }
            var before = read.getResponses(0).getResponseRange();
            if (before.getKvsCount() == 0) {
                return read.getHeader();
            }
            awaitChange(before.getKvs(0), read.getHeader().getRevision() + 1, news);
        }
    }

    private void awaitChange(KeyValue before, long from, Semaphore news) {
        try (var watcher = hub.subscribe(news::release)) {
            watcher.watch(KeyRange.single(before.getKey().toByteArray()), from);
            while (watcher.take().readings().isEmpty()) {
                if (Context.current().isCancelled()) {
                    throw Status.CANCELLED.asRuntimeException();
                }
                news.acquire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EtcdError.STOPPED.exception();
        }
    }

    private void leave(Place place, RuntimeException reason) {
        try {
            leave(place);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private @Nullable ResponseHeader whileHeld(Place place, RequestOp step) {
        var done =
                kv.txn(
                        TxnRequest.newBuilder()
                                .addCompare(createdAt(place.key(), place.created()))
                                .addSuccess(step)
                                .build());
        return done.getSucceeded() ? done.getHeader() : null;
    }

    private long grant() {
        return leases.grant(LeaseGrantRequest.newBuilder().setTTL(TTL_SECONDS).build()).getID();
    }

    private static ByteString line(ByteString name) {
        return name.concat(ByteString.copyFromUtf8("/"));
    }

    private static RangeRequest.Builder inLine(ByteString name) {
        return RangeRequest.newBuilder().setKey(line(name)).setRangeEnd(name.concat(NEXT_OF_SLASH));
    }

    private static RangeRequest.Builder lastBefore(Place place) {
        return inLine(place.name())
                .setMaxCreateRevision(place.created() - 1)
                .setSortOrder(RangeRequest.SortOrder.DESCEND)
                .setSortTarget(RangeRequest.SortTarget.CREATE)
                .setLimit(1);
    }

    private static Compare createdAt(ByteString key, long revision) {
        return Compare.newBuilder()
                .setResult(Compare.CompareResult.EQUAL)
                .setTarget(Compare.CompareTarget.CREATE)
                .setKey(key)
                .setCreateRevision(revision)
                .build();
    }

    private static RequestOp put(ByteString key, ByteString value, long lease) {
        return RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder().setKey(key).setValue(value).setLease(lease))
                .build();
    }

    private static RequestOp read(RangeRequest.Builder range) {
        return RequestOp.newBuilder().setRequestRange(range).build();
    }
}
