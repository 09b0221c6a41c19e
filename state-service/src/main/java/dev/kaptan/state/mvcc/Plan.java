package dev.kaptan.state.mvcc;

import dev.kaptan.state.auth.AuthException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What commands would make of a store, computed without touching it: each sees what those before it
 * did. {@link MvccStore#publish} makes it the truth. For one thread.
 */
public final class Plan implements Past {

    private final State base;
    private final History history;
    private final List<Revision> revisions = new ArrayList<>(1);
    private final List<LeaseChange> leaseChanges = new ArrayList<>(0);
    private State state;
    private long compacted;

    /** A lease that is granted or gone. */
    public sealed interface LeaseChange {
        record Granted(long id, long ttlSeconds) implements LeaseChange {}

        record Revoked(long id) implements LeaseChange {}
    }

    Plan(State base, History history) {
        this.base = base;
        this.history = history;
        this.state = base;
        this.compacted = history.first();
    }

    /** Throws {@link Refused}, having changed nothing, for what the state forbids. */
    public Result carryOut(Command command) {
        try {
            Permissions.check(state, command);
            state.alarms().admit(command);
            return admitted(command);
        } catch (AuthException e) {
            throw new Refused(e.refusal());
        }
    }

    /** Repeats the next revision as another member has made it. */
    public void replay(List<Change> changes) {
        var transaction = new Transaction(state, this);
        changes.forEach(transaction::replay);
        take(transaction);
    }

    /** Repeats what another member did to a lease; the changes of its keys are replayed apart. */
    public void replay(LeaseChange change) {
        var transaction = new Transaction(state, this);
        switch (change) {
            case LeaseChange.Granted(long id, long ttl) ->
                    transaction.replay(new State.Lease(id, ttl));
            case LeaseChange.Revoked(long id) -> transaction.replayRevocation(id);
        }
        leaseChanges.add(change);
        take(transaction);
    }

    /** Repeats a compaction; an older one than is known changes nothing. */
    public void replayCompaction(long revision) {
        compacted = Math.max(compacted, revision);
    }

    /** Takes over users, roles and alarms as another member has encoded them. */
    public void replayAdministration(byte[] encoded) {
        state = Administration.decode(state, encoded);
    }

    /** Users, roles and alarms after all of it, encoded; null if it leaves them as they are. */
    public byte @Nullable [] changedAdministration() {
        boolean same = state.auth() == base.auth() && state.alarms() == base.alarms();
        return same ? null : Administration.encode(state);
    }

    /** The store's revision after all of it. */
    public long revision() {
        return state.head().number();
    }

    /** What is compacted after all of it. */
    public long compactedRevision() {
        return compacted;
    }

    /** The events of each new revision; the first follows the store's. */
    public List<List<Event>> events() {
        return revisions.stream().map(Revision::events).toList();
    }

    /** In the order in which they happened. */
    public List<LeaseChange> leaseChanges() {
        return List.copyOf(leaseChanges);
    }

    /** Whether publishing it changes nothing. */
    public boolean isEmpty() {
        return state == base && compacted == history.first();
    }

    @Override
    public Revision at(long number) {
        if (number < compacted) {
            throw new Refused(Refused.Reason.COMPACTED);
        }
        long planned = number - base.head().number() - 1;
        return planned < 0 ? history.at(number) : revisions.get(Math.toIntExact(planned));
    }

    State base() {
        return base;
    }

    State state() {
        return state;
    }

    List<Revision> revisions() {
        return revisions;
    }

    private Result admitted(Command command) {
        return switch (command) {
            case Command.SetAlarm alarm -> set(alarm);
            case Command.ChangeAuth(var change) -> {
                state = state.with(state.auth().with(change));
                yield new Result.AuthChanged();
            }
            case Command.IssueToken issue -> {
                Permissions.checkToken(state.auth(), issue);
                yield new Result.TokenIssued();
            }
            case Command.CalledBy called -> admitted(called.command());
            case Command.Compact compact -> compact(compact.revision());
            case Operation operation -> transact(each -> each.run(operation));
            case Command.LeaseGrant grant -> transact(each -> grant(each, grant));
            case Command.LeaseRevoke revoke -> transact(each -> revoke(each, revoke));
        };
    }

    private Result transact(Function<Transaction, Result> work) {
        var transaction = new Transaction(state, this);
        var result = work.apply(transaction);
        take(transaction);
        return result;
    }

    private Result set(Command.SetAlarm set) {
        var before = state.alarms();
        var after = set.active() ? before.with(set.alarm()) : before.without(set.alarm());
        state = state.with(after);
        return new Result.AlarmSet(after == before && !set.active() ? null : set.alarm());
    }

    private Result grant(Transaction transaction, Command.LeaseGrant grant) {
        var result = transaction.grant(grant);
        leaseChanges.add(new LeaseChange.Granted(grant.id(), grant.ttlSeconds()));
        return result;
    }

    private Result revoke(Transaction transaction, Command.LeaseRevoke revoke) {
        var result = transaction.revoke(revoke);
        leaseChanges.add(new LeaseChange.Revoked(revoke.id()));
        return result;
    }

    private Result compact(long revision) {
        if (revision <= compacted) {
            throw new Refused(Refused.Reason.COMPACTED);
        }
        if (revision > revision()) {
            throw new Refused(Refused.Reason.FUTURE_REVISION);
        }
        compacted = revision;
        return new Result.Compacted();
    }

    private void take(Transaction transaction) {
        var changed = transaction.commit();
        if (changed.head() != state.head()) {
            revisions.add(changed.head());
        }
        state = changed;
    }
}
