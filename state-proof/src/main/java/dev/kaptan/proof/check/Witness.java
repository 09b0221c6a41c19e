package dev.kaptan.proof.check;

import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.Delivery;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.history.WatchSession;
import dev.kaptan.proof.model.Change;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What watchers of everything saw, and by when a revision was surely there. */
final class Witness {

    private final Map<Long, List<Change>> changes = new HashMap<>();
    private final TreeMap<Long, Long> firstSeen = new TreeMap<>();

    Witness(History history) {
        history.watches().forEach(this::listen);
        history.calls().forEach(this::listen);
        spread();
    }

    /**
     * The changes without what was before them, as that may be compacted; null if nobody saw any.
     */
    @Nullable List<Change> changes(long revision) {
        return changes.get(revision);
    }

    /** No later than this was the revision there: somebody had seen it, or a later one. */
    long seenBy(long revision) {
        var seen = firstSeen.ceilingEntry(revision);
        return seen == null ? Long.MAX_VALUE : seen.getValue();
    }

    static List<Change> withoutPrevious(List<Change> changes) {
        return changes.stream().map(Change::withoutPrevious).toList();
    }

    private void listen(WatchSession watch) {
        for (var delivery : watch.deliveries()) {
            if (delivery instanceof Delivery.Events(long at, var events)) {
                events.forEach(event -> firstSeen.merge(event.revision(), at, Math::min));
                if (watch.seesAll()) {
                    remember(events);
                }
            }
        }
    }

    private void listen(Call call) {
        if (call.outcome() instanceof Outcome.Answered(long revision, var answer)) {
            firstSeen.merge(revision, call.end(), Math::min);
        }
    }

    /** Who sees a revision knows that all before it are there. */
    private void spread() {
        long earliest = Long.MAX_VALUE;
        for (var seen : firstSeen.descendingMap().entrySet()) {
            earliest = Math.min(earliest, seen.getValue());
            seen.setValue(earliest);
        }
    }

    /** Where witnesses disagree the longer account counts: the other one is found to be split. */
    private void remember(List<Change> events) {
        var byRevision =
                events.stream()
                        .map(Change::withoutPrevious)
                        .collect(
                                Collectors.groupingBy(
                                        Change::revision, Collectors.toCollection(ArrayList::new)));
        byRevision.forEach((revision, seen) ->
                changes.merge(
                        revision, seen, (old, other) -> other.size() > old.size() ? other : old));
    }
}
