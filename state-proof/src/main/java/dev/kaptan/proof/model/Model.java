package dev.kaptan.proof.model;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * etcd's semantics of keys: one revision for whatever a request changes, versions that start at 1
 * after each creation, transactions whose operations see each other's effects, leases that take
 * their keys with them. Time is not part of it: a lease ends by {@link Request.LeaseRevoke},
 * whoever sends it.
 */
public final class Model {

    private Model() {}

    public static Step apply(State state, Request request) {
        return switch (request) {
            case Request.Operation operation -> execute(state, operation);
            case Request.LeaseGrant(long id, long ttl) -> grant(state, id, ttl);
            case Request.LeaseRevoke(long id) -> revoke(state, id);
            case Request.LeaseKeepAlive(long id) -> {
                long ttl = state.leases().getOrDefault(id, 0L);
                yield new Step.Done(state, new Answer.LeaseKeptAlive(ttl), List.of());
            }
            case Request.Compact(long revision) -> compact(state, revision);
        };
    }

    private static Step execute(State state, Request.Operation operation) {
        var writing = new Writing(state);
        try {
            var answer = writing.execute(operation);
            return new Step.Done(writing.result(), answer, writing.changes());
        } catch (RefusedException refused) {
            return new Step.Refused(refused.reason);
        }
    }

    private static Step grant(State state, long id, long ttl) {
        if (state.leases().containsKey(id)) {
            return new Step.Refused(Refusal.LEASE_EXISTS);
        }
        var leases = new TreeMap<>(state.leases());
        leases.put(id, ttl);
        return new Step.Done(state.withLeases(leases), new Answer.LeaseGranted(id, ttl), List.of());
    }

    private static Step revoke(State state, long id) {
        if (!state.leases().containsKey(id)) {
            return new Step.Refused(Refusal.LEASE_NOT_FOUND);
        }
        var leases = new TreeMap<>(state.leases());
        leases.remove(id);
        var changes = removal(state, id);
        return new Step.Done(
                state.withLeases(leases).after(changes), new Answer.LeaseRevoked(), changes);
    }

    /** What the end of a lease does to the keys: all of them go in one revision, in their order. */
    public static List<Change> removal(State state, long lease) {
        return state.attachedTo(lease).stream()
                .<Change>map(item -> new Change.Removed(item.key(), state.revision() + 1, item))
                .toList();
    }

    private static Step compact(State state, long revision) {
        if (revision <= state.compacted()) {
            return new Step.Refused(Refusal.COMPACTED);
        }
        if (revision > state.revision()) {
            return new Step.Refused(Refusal.FUTURE_REVISION);
        }
        return new Step.Done(state.withCompacted(revision), new Answer.Compacted(), List.of());
    }

    /** Operations that take effect together. */
    private static final class Writing {

        private final State before;
        private final List<Change> changes = new ArrayList<>();
        private State now;

        Writing(State before) {
            this.before = before;
            this.now = before;
        }

        List<Change> changes() {
            return changes;
        }

        State result() {
            return now;
        }

        Answer execute(Request.Operation operation) {
            return switch (operation) {
                case Request.Put put -> put(put);
                case Request.Delete(var span, var previous) -> delete(span, previous);
                case Request.Get get -> get(get);
                case Request.Txn txn -> run(txn);
            };
        }

        private Answer run(Request.Txn txn) {
            // Also nested ones are decided before anything is written.
            boolean holds = txn.compare().stream().allMatch(each -> each.holds(before));
            var answers = new ArrayList<Answer>();
            for (var operation : holds ? txn.success() : txn.failure()) {
                answers.add(execute(operation));
            }
            return new Answer.Txn(holds, answers);
        }

        private Answer put(Request.Put put) {
            if (put.lease() != 0 && !before.leases().containsKey(put.lease())) {
                throw new RefusedException(Refusal.LEASE_NOT_FOUND);
            }
            long revision = before.revision() + 1;
            var previous = now.items().get(put.key());
            var item =
                    previous == null
                            ? new Item(put.key(), put.value(), revision, revision, 1, put.lease())
                            : new Item(
                                    put.key(),
                                    put.value(),
                                    previous.createRevision(),
                                    revision,
                                    previous.version() + 1,
                                    put.lease());
            record(new Change.Written(item, previous));
            return new Answer.Put(put.previous() ? previous : null);
        }

        private Answer delete(Span span, boolean previous) {
            var found = now.in(span);
            for (var item : found) {
                record(new Change.Removed(item.key(), before.revision() + 1, item));
            }
            return new Answer.Deleted(found.size(), previous ? found : List.of());
        }

        private Answer get(Request.Get get) {
            if (get.revision() > now.revision()) {
                throw new RefusedException(Refusal.FUTURE_REVISION);
            }
            if (get.revision() != 0 && get.revision() < now.revision()) {
                throw new IllegalArgumentException("the model keeps no history: ask the state");
            }
            return read(now, get);
        }

        private void record(Change change) {
            changes.add(change);
            now = now.after(List.of(change));
        }
    }

    /** What a read answers in a state, whatever revision it names. */
    public static Answer.Got read(State state, Request.Get get) {
        var found = state.in(get.span());
        boolean limited = get.limit() > 0 && found.size() > get.limit();
        var items = limited ? found.subList(0, (int) get.limit()) : found;
        return switch (get.part()) {
            case WHOLE -> new Answer.Got(items, found.size(), limited);
            case KEYS ->
                    new Answer.Got(
                            items.stream().map(Item::withoutValue).toList(), found.size(), limited);
            case COUNT -> new Answer.Got(List.of(), found.size(), false);
        };
    }

    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Refusal reason;

        RefusedException(Refusal reason) {
            super(null, null, false, false);
            this.reason = reason;
        }
    }
}
