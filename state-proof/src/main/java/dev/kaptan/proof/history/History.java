package dev.kaptan.proof.history;

import dev.kaptan.proof.model.State;

import java.util.List;

/**
 * Everything that was seen between two moments at which nobody wrote.
 *
 * @param before the keys at the first moment
 * @param lastRevision the store's revision at the second
 * @param pending calls of earlier histories whose outcome is unknown and that may have come through
 *     since
 */
public record History(
        State before,
        long lastRevision,
        List<Call> pending,
        List<Call> calls,
        List<WatchSession> watches) {

    public History {
        pending = List.copyOf(pending);
        calls = List.copyOf(calls);
        watches = List.copyOf(watches);
    }
}
