package dev.kaptan.state.mvcc;

import java.util.List;

/**
 * What etcd demands before a transaction begins (apply.go: checkRequests): first of all puts that
 * would be carried out, then of all reads. Throws {@link Refused}.
 */
final class Preconditions {

    private final State base;
    private final Past past;

    Preconditions(State base, Past past) {
        this.base = base;
        this.past = past;
    }

    void check(Operation.Txn txn) {
        puts(txn);
        reads(txn);
    }

    private void puts(Operation.Txn txn) {
        for (var operation : branch(txn)) {
            switch (operation) {
                case Operation.Put put -> put(put);
                case Operation.Txn nested -> puts(nested);
                case Operation.Range range -> {}
                case Operation.Delete delete -> {}
            }
        }
    }

    private void reads(Operation.Txn txn) {
        for (var operation : branch(txn)) {
            switch (operation) {
                case Operation.Range range -> new View(base, past).keysAt(range.revision());
                case Operation.Txn nested -> reads(nested);
                case Operation.Put put -> {}
                case Operation.Delete delete -> {}
            }
        }
    }

    private List<Operation> branch(Operation.Txn txn) {
        return txn.holds(base.head().keys()) ? txn.success() : txn.failure();
    }

    private void put(Operation.Put put) {
        boolean needsKey = put.ignoreValue() || put.ignoreLease();
        if (needsKey && base.head().keys().get(put.key()) == null) {
            throw new Refused(Refused.Reason.KEY_NOT_FOUND);
        }
        if (put.lease() != 0 && base.leases().get(State.leaseKey(put.lease())) == null) {
            throw new Refused(Refused.Reason.LEASE_NOT_FOUND);
        }
    }
}
