package dev.kaptan.state.client;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.KeyValue;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RangeResponse;

import io.grpc.ManagedChannel;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One of the two stores of a migration. */
final class MigrationEnd {

    /** As a key the first of all, as the end of a range "every key from there on". */
    static final ByteString FIRST = ByteString.copyFrom(new byte[1]);

    private static final int PAGE = 200;
    private static final long CALL_SECONDS = 60;

    private final ManagedChannel channel;

    MigrationEnd(StoreClient client) {
        channel = client.any();
    }

    KVGrpc.KVBlockingStub kv() {
        return KVGrpc.newBlockingStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    LeaseGrpc.LeaseBlockingStub leases() {
        return LeaseGrpc.newBlockingStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    long clusterId() {
        return counted().getHeader().getClusterId();
    }

    long revision() {
        return counted().getHeader().getRevision();
    }

    long count() {
        return counted().getCount();
    }

    /** Whether the key is there, as a linearizable read tells. */
    boolean holds(ByteString key) {
        var range = RangeRequest.newBuilder().setKey(key).setCountOnly(true).build();
        return kv().range(range).getCount() == 1;
    }

    void delete(ByteString key) {
        kv().deleteRange(DeleteRangeRequest.newBuilder().setKey(key).build());
    }

    private RangeResponse counted() {
        return kv().range(everythingFrom(FIRST).setCountOnly(true).build());
    }

    void entries(long revision, Consumer<KeyValue> consumer) {
        iterator(revision).forEachRemaining(consumer);
    }

    /** Every key in order, as it was at a revision, read page by page. */
    Iterator<KeyValue> iterator(long revision) {
        return new Pages(revision);
    }

    private static RangeRequest.Builder everythingFrom(ByteString key) {
        return RangeRequest.newBuilder().setKey(key).setRangeEnd(FIRST);
    }

    private final class Pages implements Iterator<KeyValue> {

        private final long revision;
        private ByteString next = FIRST;
        private Iterator<KeyValue> page = List.<KeyValue>of().iterator();
        private boolean more = true;

        private Pages(long revision) {
            this.revision = revision;
        }

        @Override
        public boolean hasNext() {
            while (!page.hasNext() && more) {
                read();
            }
            return page.hasNext();
        }

        @Override
        public KeyValue next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var entry = page.next();
            next = entry.getKey().concat(FIRST);
            return entry;
        }

        private void read() {
            var request = everythingFrom(next).setRevision(revision).setLimit(PAGE).build();
            var response = kv().range(request);
            page = response.getKvsList().iterator();
            more = response.getMore();
        }
    }
}
