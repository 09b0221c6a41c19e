package dev.kaptan.state.mvcc;

import dev.kaptan.state.auth.AuthException;
import dev.kaptan.state.auth.AuthState;
import dev.kaptan.state.auth.Caller;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The store as it was at one moment: reads of one view agree with each other. */
public final class View {

    private final State state;
    private final Past past;

    View(State state, Past past) {
        this.state = state;
        this.past = past;
    }

    public long revision() {
        return state.head().number();
    }

    /** Throws {@link Refused} unless the caller may do what the operation could do. */
    public View permitting(Caller caller, Operation operation) {
        try {
            Permissions.check(state, caller, operation);
            return this;
        } catch (AuthException e) {
            throw new Refused(e.refusal());
        }
    }

    /** Throws {@link Refused} for a revision that is compacted or yet to come. */
    public Result.Range range(Operation.Range range) {
        return RangeRead.of(keysAt(range.revision()), range);
    }

    /** A CRC-32C of all keys at a revision; refused as a read of that revision is. */
    public int hash(long revision) {
        return KeysHash.of(keysAt(revision));
    }

    /** Carries out a transaction that cannot write. */
    public Result.Txn evaluate(Operation.Txn txn) {
        if (txn.writes()) {
            throw new IllegalArgumentException("a transaction that writes must go through the log");
        }
        return (Result.Txn) new Transaction(state, past).run(txn);
    }

    /** The seconds a lease was granted for, null if there is no such lease. */
    public @Nullable Long leaseTtlSeconds(long id) {
        var lease = state.leases().get(State.leaseKey(id));
        return lease == null ? null : lease.ttlSeconds();
    }

    /** Ids of all leases. */
    public List<Long> leases() {
        return state.leases().values().stream().map(State.Lease::id).toList();
    }

    public List<byte[]> keysOfLease(long id) {
        var keys = new ArrayList<byte[]>();
        state.attachments().visit(State.attachmentsOf(id), keys::add);
        return keys;
    }

    public AuthState auth() {
        return state.auth();
    }

    public Alarms alarms() {
        return state.alarms();
    }

    public int keyCount() {
        return state.head().keys().size();
    }

    CountedTree<KeyValue> keysAt(long revision) {
        if (revision <= 0 || revision == revision()) {
            return state.head().keys();
        }
        if (revision > revision()) {
            throw new Refused(Refused.Reason.FUTURE_REVISION);
        }
        return past.at(revision).keys();
    }
}
