package dev.kaptan.proof.check;

import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Change;
import dev.kaptan.proof.model.Model;
import dev.kaptan.proof.model.Request;
import dev.kaptan.proof.model.State;
import dev.kaptan.proof.model.Step;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds for every revision without an acknowledged writer the call that made it, among those whose
 * answer was lost. Values are unique, so puts name themselves; removals that look the same are
 * matched so that each call happens at most once. A revision may also be the end of a lease.
 */
final class LostCalls {

    private final Leases leases;
    private final Witness witness;
    private final Map<String, List<Call>> byValue = new HashMap<>();
    private final List<Call> removals = new ArrayList<>();

    private final Map<Long, Open> open = new TreeMap<>();

    LostCalls(History history, Leases leases, Witness witness) {
        this.leases = leases;
        this.witness = witness;
        Stream.concat(history.pending().stream(), history.calls().stream())
                .filter(call -> call.outcome() instanceof Outcome.Unknown)
                .forEach(this::index);
    }

    private void index(Call call) {
        var values = new ArrayList<String>();
        collectValues(call.request(), values);
        values.forEach(
                value -> byValue.computeIfAbsent(value, each -> new ArrayList<>()).add(call));
        if (mayOnlyRemove(call.request())) {
            removals.add(call);
        }
    }

    private static boolean mayOnlyRemove(Request request) {
        return switch (request) {
            // One with puts may take the branch that only removes.
            case Request.Txn txn -> true;
            case Request.Delete delete -> true;
            case Request.LeaseRevoke revoke -> true;
            case Request.Put put -> false;
            case Request.Get get -> false;
            case Request.LeaseGrant grant -> false;
            case Request.LeaseKeepAlive keepAlive -> false;
            case Request.Compact compact -> false;
        };
    }

    private static void collectValues(Request request, List<String> values) {
        switch (request) {
            case Request.Put put -> values.add(put.value());
            case Request.Txn(var compare, var success, var failure) -> {
                success.forEach(each -> collectValues(each, values));
                failure.forEach(each -> collectValues(each, values));
            }
            default -> {}
        }
    }

    /**
     * Asks for an explanation of changes that were seen in a revision.
     *
     * @return the lease that ran out, if nothing else explains them
     */
    @Nullable Long explain(long revision, State before, List<Change> changes) {
        var calls =
                candidates(changes).stream()
                        .filter(call -> call.start() <= witness.seenBy(revision))
                        .filter(call -> makes(call, before, changes))
                        .toList();
        var ended = endedLease(before, changes);
        if (ended != null && leases.mayHaveExpired(ended, witness.seenBy(revision))) {
            return calls.isEmpty() ? ended : null;
        }
        open.put(revision, new Open(revision, changes, calls));
        return null;
    }

    /** The lease whose end the changes are, if they are exactly its keys. */
    private static @Nullable Long endedLease(State before, List<Change> changes) {
        var first = before.items().get(changes.getFirst().key());
        if (first == null || first.lease() == 0) {
            return null;
        }
        var removal = Witness.withoutPrevious(Model.removal(before, first.lease()));
        return removal.equals(changes) ? first.lease() : null;
    }

    /**
     * Gives every open revision a call of its own where that is possible (Kuhn's augmenting paths).
     */
    Map<Long, Call> match(Violations violations) {
        var made = new HashMap<Call, Open>();
        for (var each : open.values()) {
            if (!place(each, made, new HashSet<>())) {
                violations.add(
                        Violation.Kind.UNEXPLAINED_REVISION,
                        "no call explains revision %d: %s",
                        each.revision(),
                        each.changes());
            }
        }
        var calls = new HashMap<Long, Call>();
        made.forEach((call, each) -> calls.put(each.revision(), call));
        return calls;
    }

    private static boolean place(Open revision, Map<Call, Open> made, Set<Call> tried) {
        for (var call : revision.candidates()) {
            if (tried.add(call)) {
                var other = made.get(call);
                if (other == null || place(other, made, tried)) {
                    made.put(call, revision);
                    return true;
                }
            }
        }
        return false;
    }

    private List<Call> candidates(List<Change> changes) {
        for (var change : changes) {
            if (change instanceof Change.Written(var item, var previous)) {
                return byValue.getOrDefault(item.value(), List.of());
            }
        }
        return removals;
    }

    private static boolean makes(Call call, State before, List<Change> changes) {
        return Model.apply(before, call.request())
                        instanceof Step.Done(var next, var answer, var made)
                && Witness.withoutPrevious(made).equals(changes);
    }

    /** A revision that some call without an answer must have made. */
    private record Open(long revision, List<Change> changes, List<Call> candidates) {}
}
