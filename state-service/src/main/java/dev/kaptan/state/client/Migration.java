package dev.kaptan.state.client;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.KeyValue;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RequestOp;
import dev.kaptan.etcd.api.TxnRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Copies every key of one store into another, whichever of them is a real etcd.
 *
 * <p>resourceVersions never go backwards: before the first key is copied the target's revision is
 * raised to the source's, so that each key's modification comes out later than it was; in the end
 * the target forgets all revisions before, so that whoever watches from one is told "compacted" and
 * lists again.
 *
 * @param mostWrites how many writes may be spent on raising the revision, for no other way leads
 *     there through the API
 * @param overwrite whether a target that holds keys loses them
 */
public record Migration(
        StoreClient from,
        StoreClient to,
        long mostWrites,
        boolean overwrite,
        Consumer<String> progress) {

    public static final long USUAL_MOST_WRITES = 1_000_000;

    /** A transaction of etcd may have 128 operations, a request 1.5 MiB. */
    private static final int BATCH_KEYS = 100;

    private static final int BATCH_BYTES = 1 << 20;
    private static final ByteString SCRATCH = ByteString.copyFromUtf8("kaptan/migrate-state");

    /**
     * What was done.
     *
     * @param keys in the target, compared one by one with the source
     * @param leases that the keys are attached to, under their old ids
     */
    public record Outcome(long keys, int leases, long fromRevision, long toRevision) {}

    /**
     * @throws MigrationException saying what stands in the way or what differs, and what to do
     */
    public Outcome run() {
        var source = new MigrationEnd(from);
        var target = new MigrationEnd(to);
        requireDifferent(source, target);
        long revision = source.revision();
        requireWithinReach(target, revision);
        clear(target);
        raise(target, revision);
        var leases = new MigratedLeases(source, target);
        source.entries(revision, entry -> leases.require(entry.getLease()));
        leases.grant();
        copy(source, target, revision);
        long keys = new MigrationCheck(source, target).run();
        compact(target);
        return new Outcome(keys, leases.count(), revision, target.revision());
    }

    /**
     * Two stores may share a cluster id, since it follows from settings that they may share, in
     * etcd as in ours. What tells them apart is a key that is written to one of them.
     */
    private void requireDifferent(MigrationEnd source, MigrationEnd target) {
        if (source.clusterId() == target.clusterId() && areOne(source, target)) {
            throw new MigrationException(
                    from + " and " + to + " are one cluster: give two different ones");
        }
    }

    private static boolean areOne(MigrationEnd source, MigrationEnd target) {
        var mark = SCRATCH.concat(ByteString.copyFromUtf8("/" + UUID.randomUUID()));
        target.kv().put(PutRequest.newBuilder().setKey(mark).build());
        try {
            return source.holds(mark);
        } finally {
            target.delete(mark);
        }
    }

    private void clear(MigrationEnd target) {
        long there = target.count();
        if (there == 0) {
            return;
        }
        if (!overwrite) {
            throw new MigrationException(
                    to
                            + " holds "
                            + there
                            + " keys already: give an empty store, or --overwrite to delete them");
        }
        progress.accept("deleting " + there + " keys of the target");
        target.kv()
                .deleteRange(
                        DeleteRangeRequest.newBuilder()
                                .setKey(MigrationEnd.FIRST)
                                .setRangeEnd(MigrationEnd.FIRST)
                                .build());
    }

    private void requireWithinReach(MigrationEnd target, long revision) {
        long missing = revision - target.revision();
        if (missing > mostWrites) {
            throw new MigrationException(
                    ("the target stands %d revisions behind the source, and raising it would take"
                         + " as many writes. Raise it offline (docs/runbooks/move-to-etcd.md says"
                         + " how), or allow them with --most-writes %d")
                            .formatted(missing, missing));
        }
    }

    private void raise(MigrationEnd target, long revision) {
        long missing = revision - target.revision();
        if (missing <= 0) {
            return;
        }
        progress.accept("raising the target's revision by " + missing);
        var put = PutRequest.newBuilder().setKey(SCRATCH).build();
        new ParallelWrites(missing).run(() -> target.kv().put(put));
        target.delete(SCRATCH);
    }

    private void copy(MigrationEnd source, MigrationEnd target, long revision) {
        progress.accept("copying " + source.count() + " keys at revision " + revision);
        var batch = new Batch(target);
        source.entries(revision, batch::add);
        batch.write();
    }

    private static void compact(MigrationEnd target) {
        target.kv().compact(CompactionRequest.newBuilder().setRevision(target.revision()).build());
    }

    /** Puts that share a transaction. */
    private static final class Batch {

        private final MigrationEnd target;
        private final List<RequestOp> operations = new ArrayList<>();
        private int bytes;

        private Batch(MigrationEnd target) {
            this.target = target;
        }

        void add(KeyValue entry) {
            int size = entry.getSerializedSize();
            if (operations.size() == BATCH_KEYS || bytes + size > BATCH_BYTES) {
                write();
            }
            var put =
                    PutRequest.newBuilder()
                            .setKey(entry.getKey())
                            .setValue(entry.getValue())
                            .setLease(entry.getLease());
            operations.add(RequestOp.newBuilder().setRequestPut(put).build());
            bytes += size;
        }

        void write() {
            if (!operations.isEmpty()) {
                target.kv().txn(TxnRequest.newBuilder().addAllSuccess(operations).build());
            }
            operations.clear();
            bytes = 0;
        }
    }
}
