package dev.kaptan.state.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;

import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.Compare;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseLeasesRequest;
import dev.kaptan.etcd.api.LeaseRevokeRequest;
import dev.kaptan.etcd.api.LeaseTimeToLiveRequest;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;

import java.util.SplittableRandom;

/** Requests over few keys, so that they meet; about one in ten is one that etcd refuses. */
final class RandomRequests {

    private static final int KEYS = 6;

    private final SplittableRandom random;

    RandomRequests(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * The next one.
     *
     * @param revision about where the store is
     */
    Message next(long revision) {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> put();
            case 4, 5 -> delete();
            case 6, 7, 8, 9, 10 -> range(revision);
            case 11, 12, 13, 14, 15 -> txn(revision, 0);
            case 16 -> compact(revision);
            case 17 ->
                    LeaseGrantRequest.newBuilder()
                            .setID(1 + random.nextInt(4))
                            .setTTL(ttl())
                            .build();
            case 18 -> LeaseRevokeRequest.newBuilder().setID(1 + random.nextInt(4)).build();
            default ->
                    random.nextBoolean()
                            ? LeaseLeasesRequest.getDefaultInstance()
                            : LeaseTimeToLiveRequest.newBuilder()
                                    .setID(1 + random.nextInt(4))
                                    .setKeys(random.nextBoolean())
                                    .build();
        };
    }

    private long ttl() {
        return rarely() ? 9_000_000_001L : 10_000 + random.nextInt(100);
    }

    private Message compact(long revision) {
        long at = rarely() ? revision + 5 : Math.max(1, revision - random.nextInt(40));
        return CompactionRequest.newBuilder()
                .setRevision(at)
                .setPhysical(random.nextBoolean())
                .build();
    }

    private PutRequest put() {
        var put =
                PutRequest.newBuilder()
                        .setKey(key())
                        .setValue(value())
                        .setPrevKv(random.nextBoolean())
                        .setIgnoreValue(rarely())
                        .setIgnoreLease(rarely());
        if (put.getIgnoreValue() && !rarely()) {
            put.clearValue();
        }
        if (random.nextInt(3) == 0) {
            put.setLease(1 + random.nextInt(5));
        }
        return put.build();
    }

    private DeleteRangeRequest delete() {
        var delete = DeleteRangeRequest.newBuilder().setKey(key()).setPrevKv(random.nextBoolean());
        if (random.nextBoolean()) {
            delete.setRangeEnd(key());
        }
        return delete.build();
    }

    private RangeRequest range(long revision) {
        var range =
                RangeRequest.newBuilder()
                        .setKey(key())
                        .setLimit(random.nextInt(4))
                        .setSerializable(random.nextBoolean())
                        .setKeysOnly(rarely())
                        .setCountOnly(rarely())
                        .setSortTargetValue(random.nextInt(5))
                        .setSortOrderValue(random.nextInt(3));
        if (random.nextInt(5) > 0) {
            range.setRangeEnd(random.nextInt(3) == 0 ? ByteString.copyFrom(new byte[1]) : key());
        }
        if (random.nextInt(4) == 0) {
            range.setRevision(near(revision));
        }
        if (random.nextInt(4) == 0) {
            range.setMinModRevision(near(revision)).setMaxCreateRevision(near(revision));
        }
        if (random.nextInt(6) == 0) {
            range.setMaxModRevision(near(revision)).setMinCreateRevision(near(revision));
        }
        return range.build();
    }

    private TxnRequest txn(long revision, int depth) {
        var txn = TxnRequest.newBuilder();
        for (int left = random.nextInt(3); left > 0; left--) {
            txn.addCompare(compare(revision));
        }
        for (int left = random.nextInt(4); left > 0; left--) {
            txn.addSuccess(operation(revision, depth));
        }
        for (int left = random.nextInt(4); left > 0; left--) {
            txn.addFailure(operation(revision, depth));
        }
        return txn.build();
    }

    private RequestOp operation(long revision, int depth) {
        var operation = RequestOp.newBuilder();
        return switch (random.nextInt(depth < 2 ? 8 : 6)) {
            case 0, 1, 2 -> operation.setRequestPut(put()).build();
            case 3, 4 -> operation.setRequestRange(range(revision)).build();
            case 5 -> operation.setRequestDeleteRange(delete()).build();
            case 6 -> operation.setRequestTxn(txn(revision, depth + 1)).build();
            default -> rarely() ? operation.build() : operation.setRequestPut(put()).build();
        };
    }

    private Compare compare(long revision) {
        var compare = Compare.newBuilder().setKey(key()).setResultValue(random.nextInt(4));
        if (random.nextInt(4) == 0) {
            compare.setRangeEnd(key());
        }
        return switch (random.nextInt(5)) {
            case 0 ->
                    compare.setTarget(Compare.CompareTarget.VERSION)
                            .setVersion(random.nextInt(3))
                            .build();
            case 1 ->
                    compare.setTarget(Compare.CompareTarget.CREATE)
                            .setCreateRevision(rarely() ? 0 : near(revision))
                            .build();
            case 2 ->
                    compare.setTarget(Compare.CompareTarget.MOD)
                            .setModRevision(near(revision))
                            .build();
            case 3 -> compare.setTarget(Compare.CompareTarget.VALUE).setValue(value()).build();
            default ->
                    compare.setTarget(Compare.CompareTarget.LEASE)
                            .setLease(random.nextInt(3))
                            .build();
        };
    }

    private long near(long revision) {
        return rarely() ? revision + 3 : Math.max(0, revision - random.nextInt(20));
    }

    private ByteString key() {
        return rarely() && rarely()
                ? ByteString.EMPTY
                : ByteString.copyFromUtf8("" + (char) ('a' + random.nextInt(KEYS)));
    }

    private ByteString value() {
        return ByteString.copyFromUtf8("" + random.nextInt(3));
    }

    private boolean rarely() {
        return random.nextInt(10) == 0;
    }
}
