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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Carries out the writes in the order of their revisions and compares each answer with the model's.
 */
final class Replay {

    private final History history;
    private final Leases leases;
    private final Violations violations;
    private final Witness witness;
    private final LostCalls lost;
    private final Map<Long, Call> writers = new HashMap<>();
    private final Map<Long, List<Call>> revokes = new HashMap<>();
    private final List<State> states = new ArrayList<>();
    private final List<List<Change>> changes = new ArrayList<>();

    Replay(History history, Leases leases, Violations violations) {
        this.history = history;
        this.leases = leases;
        this.violations = violations;
        this.witness = new Witness(history);
        this.lost = new LostCalls(history, leases, witness);
    }

    Timeline run() {
        history.calls().forEach(this::index);
        states.add(history.before().withLeases(leases.granted()));
        changes.add(List.of());
        for (long revision = history.before().revision() + 1;
                revision <= history.lastRevision();
                revision++) {
            replay(revision, states.getLast());
        }
        return new Timeline(states, changes, lost.match(violations));
    }

    private void index(Call call) {
        if (!(call.outcome() instanceof Outcome.Answered(long revision, var answer))) {
            return;
        }
        if (call.request() instanceof Request.LeaseRevoke) {
            revokes.computeIfAbsent(revision, each -> new ArrayList<>()).add(call);
        } else if (answer.changedKeys()) {
            var other = writers.putIfAbsent(revision, call);
            if (other != null) {
                violations.add(Violation.Kind.TWO_WRITERS, "%s and %s", other, call);
            }
        }
    }

    private void replay(long revision, State before) {
        var writer = writers.get(revision);
        if (writer == null) {
            writer = revoke(revision, before);
        }
        var seen = witness.changes(revision);
        if (writer != null && carryOut(writer, before)) {
            return;
        }
        if (seen == null) {
            if (writer == null) {
                violations.add(
                        Violation.Kind.MISSING_REVISION,
                        "no call and no event made revision %d",
                        revision);
            }
            append(skip(before), List.of());
            return;
        }
        var ended = writer == null ? lost.explain(revision, before, seen) : null;
        var left = ended == null ? before : withoutLease(before, ended);
        append(left.after(seen), restorePrevious(before, seen));
    }

    /** An answer does not tell whether the end of a lease took keys along; the keys do. */
    private @Nullable Call revoke(long revision, State before) {
        for (var call : revokes.getOrDefault(revision, List.of())) {
            var seen = witness.changes(revision);
            if (call.request() instanceof Request.LeaseRevoke(long lease)) {
                var removal = Model.removal(before, lease);
                boolean fits = seen == null || seen.equals(Witness.withoutPrevious(removal));
                if (!removal.isEmpty() && fits) {
                    return call;
                }
            }
        }
        return null;
    }

    private boolean carryOut(Call call, State before) {
        var expected = Model.apply(before, call.request());
        if (!(expected instanceof Step.Done(var next, var answer, var made)) || made.isEmpty()) {
            violations.add(
                    Violation.Kind.WRONG_ANSWER,
                    "%s; by the keys before it that is %s",
                    call,
                    expected);
            return false;
        }
        if (call.outcome() instanceof Outcome.Answered(long revision, var actual)
                && !actual.equals(answer)) {
            violations.add(Violation.Kind.WRONG_ANSWER, "%s; expected %s", call, answer);
        }
        append(next, made);
        return true;
    }

    private void append(State state, List<Change> made) {
        states.add(state);
        changes.add(made);
    }

    private static State skip(State state) {
        return new State(state.revision() + 1, state.compacted(), state.items(), state.leases());
    }

    private static State withoutLease(State state, long lease) {
        var left = new TreeMap<>(state.leases());
        left.remove(lease);
        return state.withLeases(left);
    }

    private static List<Change> restorePrevious(State before, List<Change> seen) {
        return seen.stream().map(change -> withPrevious(change, before)).toList();
    }

    private static Change withPrevious(Change change, State before) {
        var previous = before.items().get(change.key());
        return switch (change) {
            case Change.Written(var item, var none) -> new Change.Written(item, previous);
            case Change.Removed(var key, long revision, var none) ->
                    new Change.Removed(key, revision, previous);
        };
    }
}
