package dev.kaptan.proof.check;

import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.model.State;

import java.util.List;

/**
 * What a history shows.
 *
 * @param after the keys at its end, from which the next history goes on
 * @param pending calls that have not happened so far and may yet
 * @param recovered calls without an answer that are known to have happened
 */
public record Verdict(List<Violation> violations, State after, List<Call> pending, int recovered) {

    public Verdict {
        violations = List.copyOf(violations);
        pending = List.copyOf(pending);
    }

    public boolean isClean() {
        return violations.isEmpty();
    }
}
