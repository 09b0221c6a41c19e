package dev.kaptan.proof.check;

import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.model.Change;
import dev.kaptan.proof.model.State;

import java.util.List;
import java.util.Map;

/**
 * What the keys were at every revision of a history, and what changed in each.
 *
 * @param states the first is the one before the history
 * @param changes by place, like the states
 * @param recovered calls without an answer, by the revision that they made
 */
record Timeline(List<State> states, List<List<Change>> changes, Map<Long, Call> recovered) {

    Timeline {
        states = List.copyOf(states);
        changes = List.copyOf(changes);
        recovered = Map.copyOf(recovered);
    }

    long first() {
        return states.getFirst().revision();
    }

    long last() {
        return states.getLast().revision();
    }

    boolean covers(long revision) {
        return revision >= first() && revision <= last();
    }

    State at(long revision) {
        return states.get((int) (revision - first()));
    }

    List<Change> changes(long revision) {
        return changes.get((int) (revision - first()));
    }
}
