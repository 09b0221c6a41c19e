package dev.kaptan.state.mvcc;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The writes of one revision on their way: they see each other, nobody else sees them. */
final class Transaction {

    private final State base;
    private final Past past;
    private final long revision;
    private final List<Event> events = new ArrayList<>(1);
    private CountedTree<KeyValue> keys;
    private CountedTree<State.Lease> leases;
    private CountedTree<byte[]> attachments;

    Transaction(State base, Past past) {
        this.base = base;
        this.past = past;
        this.revision = base.head().number() + 1;
        this.keys = base.head().keys();
        this.leases = base.leases();
        this.attachments = base.attachments();
    }

    Result run(Operation operation) {
        switch (operation) {
            // etcd looks for the lease of a single put before anything else.
            case Operation.Put put when put.lease() != 0 -> requireLease(put.lease());
            case Operation.Txn txn when txn.hasSeveralOperations() ->
                    new Preconditions(base, past).check(txn);
            case Operation.Put put -> {}
            case Operation.Txn txn -> {}
            case Operation.Range range -> {}
            case Operation.Delete delete -> {}
        }
        return step(operation);
    }

    private Result step(Operation operation) {
        return switch (operation) {
            case Operation.Range range -> range(range);
            case Operation.Put put -> put(put);
            case Operation.Delete delete -> delete(delete);
            case Operation.Txn txn -> txn(txn);
        };
    }

    /** The state with everything done so far; the same revision if no key changed. */
    State commit() {
        if (events.isEmpty() && leases == base.leases()) {
            return base;
        }
        var head =
                events.isEmpty() ? base.head() : new Revision(revision, keys, List.copyOf(events));
        return new State(head, leases, attachments, base.auth(), base.alarms());
    }

    Result grant(Command.LeaseGrant grant) {
        var id = State.leaseKey(grant.id());
        if (leases.get(id) != null) {
            throw new Refused(Refused.Reason.LEASE_EXISTS);
        }
        leases = leases.put(id, new State.Lease(grant.id(), grant.ttlSeconds()));
        return new Result.LeaseGranted(grant.id(), grant.ttlSeconds());
    }

    Result revoke(Command.LeaseRevoke revoke) {
        requireLease(revoke.id());
        var attached = new ArrayList<byte[]>();
        attachments.visit(State.attachmentsOf(revoke.id()), attached::add);
        attached.forEach(this::deleteKey);
        leases = leases.remove(State.leaseKey(revoke.id()));
        return new Result.LeaseRevoked();
    }

    /** Makes the change that another member's transaction has made. */
    void replay(Change change) {
        var entry = change.entry();
        var existing = keys.get(entry.key());
        if (change.deletion()) {
            keys = keys.remove(entry.key());
            reattach(entry.key(), existing, 0);
            events.add(new Event.Delete(entry, existing));
        } else {
            keys = keys.put(entry.key(), entry);
            reattach(entry.key(), existing, entry.lease());
            events.add(new Event.Put(entry, existing));
        }
    }

    /** Takes a lease over that is granted elsewhere, whatever was known of it. */
    void replay(State.Lease lease) {
        leases = leases.put(State.leaseKey(lease.id()), lease);
    }

    /** Drops a lease whose keys are deleted by changes of their own. */
    void replayRevocation(long id) {
        leases = leases.remove(State.leaseKey(id));
    }

    private Result.Range range(Operation.Range range) {
        long at = range.revision();
        return RangeRead.of(at <= 0 ? keys : new View(base, past).keysAt(at), range);
    }

    private Result.Put put(Operation.Put put) {
        var existing = keys.get(put.key());
        if (existing == null && (put.ignoreValue() || put.ignoreLease())) {
            throw new Refused(Refused.Reason.KEY_NOT_FOUND);
        }
        long lease = put.ignoreLease() && existing != null ? existing.lease() : put.lease();
        byte[] value = put.ignoreValue() && existing != null ? existing.value() : put.value();
        if (lease != 0) {
            requireLease(lease);
        }
        var written =
                new KeyValue(
                        existing == null ? put.key() : existing.key(),
                        value,
                        existing == null ? revision : existing.createRevision(),
                        revision,
                        existing == null ? 1 : existing.version() + 1,
                        lease);
        keys = keys.put(written.key(), written);
        reattach(written.key(), existing, lease);
        events.add(new Event.Put(written, existing));
        return new Result.Put(put.previous() ? existing : null);
    }

    private Result.Delete delete(Operation.Delete delete) {
        var doomed = new ArrayList<KeyValue>();
        keys.visit(delete.range(), doomed::add);
        doomed.forEach(entry -> deleteKey(entry.key()));
        return new Result.Delete(doomed.size(), delete.previous() ? doomed : List.of());
    }

    private Result.Txn txn(Operation.Txn txn) {
        // Nested comparisons, too, see what there was before the transaction (etcd: compareToPath).
        boolean succeeded = txn.holds(base.head().keys());
        var results = new ArrayList<Result>();
        for (var operation : succeeded ? txn.success() : txn.failure()) {
            results.add(step(operation));
        }
        return new Result.Txn(succeeded, results);
    }

    private void deleteKey(byte[] key) {
        var existing = keys.get(key);
        if (existing == null) {
            return;
        }
        keys = keys.remove(key);
        reattach(key, existing, 0);
        events.add(new Event.Delete(KeyValue.deleted(existing.key(), revision), existing));
    }

    private void reattach(byte[] key, @Nullable KeyValue existing, long lease) {
        long before = existing == null ? 0 : existing.lease();
        if (before == lease) {
            return;
        }
        if (before != 0) {
            attachments = attachments.remove(State.attachmentKey(before, key));
        }
        if (lease != 0) {
            attachments = attachments.put(State.attachmentKey(lease, key), key);
        }
    }

    private void requireLease(long id) {
        if (leases.get(State.leaseKey(id)) == null) {
            throw new Refused(Refused.Reason.LEASE_NOT_FOUND);
        }
    }
}
