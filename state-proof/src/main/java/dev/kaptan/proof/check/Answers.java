package dev.kaptan.proof.check;

import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Answer;
import dev.kaptan.proof.model.Model;
import dev.kaptan.proof.model.Refusal;
import dev.kaptan.proof.model.Request;
import dev.kaptan.proof.model.Step;

/**
 * Holds what changed nothing, and what was refused, against the keys at the revision of the answer.
 */
final class Answers {

    private final History history;
    private final Timeline timeline;
    private final Leases leases;
    private final Violations violations;

    Answers(History history, Timeline timeline, Leases leases, Violations violations) {
        this.history = history;
        this.timeline = timeline;
        this.leases = leases;
        this.violations = violations;
    }

    void check() {
        history.calls().forEach(this::check);
    }

    private void check(Call call) {
        switch (call.outcome()) {
            case Outcome.Answered(long revision, var answer) -> answered(call, revision, answer);
            case Outcome.Refused(var reason) -> refused(call, reason);
            case Outcome.Unknown unknown -> {}
        }
    }

    private void answered(Call call, long revision, Answer answer) {
        switch (call.request()) {
            case Request.Get get -> got(call, get, revision, answer);
            case Request.Put put -> leaseLives(call, put.lease());
            case Request.Operation operation
                    when !answer.changedKeys() && timeline.covers(revision) ->
                    same(call, Model.apply(timeline.at(revision), operation), answer);
            case Request.Operation operation -> {}
            case Request.LeaseGrant(long id, long ttl) ->
                    expect(call, answer, new Answer.LeaseGranted(id, ttl));
            case Request.LeaseRevoke(long id) -> leaseLives(call, id);
            case Request.LeaseKeepAlive(long id) -> keptAlive(call, id, answer);
            case Request.Compact compact -> {}
        }
    }

    private void got(Call call, Request.Get get, long revision, Answer answer) {
        long read = get.revision() == 0 ? revision : get.revision();
        if (read > revision || !timeline.covers(revision)) {
            violations.add(Violation.Kind.WRONG_ANSWER, "%s is of no known revision", call);
        } else if (get.revision() != 0 && read < Compactions.acknowledged(history, call.start())) {
            violations.add(Violation.Kind.WRONG_ANSWER, "%s was compacted before", call);
        } else if (timeline.covers(read)) {
            expect(call, answer, Model.read(timeline.at(read), get));
        }
    }

    private void keptAlive(Call call, long lease, Answer answer) {
        if (answer instanceof Answer.LeaseKeptAlive(long ttl) && ttl > 0) {
            leaseLives(call, lease);
        } else if (leases.surelyAlive(lease, call.start(), call.end())) {
            violations.add(Violation.Kind.LEASE, "%s, but the lease must live", call);
        }
    }

    private void leaseLives(Call call, long lease) {
        var end = leases.revokedBefore(lease, call.start());
        if (end != null) {
            violations.add(Violation.Kind.LEASE, "%s, but %s", call, end);
        }
    }

    private void same(Call call, Step expected, Answer actual) {
        if (!(expected instanceof Step.Done(var next, var answer, var changes))
                || !changes.isEmpty()
                || !answer.equals(actual)) {
            violations.add(Violation.Kind.WRONG_ANSWER, "%s; expected %s", call, expected);
        }
    }

    private void expect(Call call, Answer actual, Answer expected) {
        if (!actual.equals(expected)) {
            violations.add(Violation.Kind.WRONG_ANSWER, "%s; expected %s", call, expected);
        }
    }

    private void refused(Call call, Refusal reason) {
        boolean justified =
                switch (reason) {
                    case COMPACTED -> mayBeCompacted(call);
                    case FUTURE_REVISION -> mayBeAhead(call);
                    case LEASE_NOT_FOUND -> mayLackLease(call);
                    case NO_SPACE -> true;
                    case LEASE_EXISTS, DUPLICATE_KEY -> false;
                };
        if (!justified) {
            violations.add(Violation.Kind.WRONG_REFUSAL, "%s", call);
        }
    }

    private boolean mayBeCompacted(Call call) {
        long floor = Compactions.possible(history, call.end());
        return switch (call.request()) {
            case Request.Get get -> get.revision() != 0 && get.revision() < floor;
            // Its own request does not count: it was refused.
            case Request.Compact(long revision) -> revision <= floor;
            default -> false;
        };
    }

    private boolean mayBeAhead(Call call) {
        long known = RealTime.knownBefore(history, call.start());
        return switch (call.request()) {
            case Request.Get get -> get.serializable() || get.revision() > known;
            case Request.Compact(long revision) -> revision > known;
            default -> false;
        };
    }

    private boolean mayLackLease(Call call) {
        return switch (call.request()) {
            case Request.Put put ->
                    put.lease() != 0 && !leases.surelyAlive(put.lease(), call.start(), call.end());
            case Request.LeaseRevoke(long id) -> !leases.surelyAlive(id, call.start(), call.end());
            default -> false;
        };
    }
}
