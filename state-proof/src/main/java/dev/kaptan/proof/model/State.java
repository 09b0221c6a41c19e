package dev.kaptan.proof.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys as of a revision, and the leases by identifier with their time to live in seconds.
 * Immutable.
 *
 * @param compacted reads below this revision are refused
 */
public record State(
        long revision, long compacted, SortedMap<String, Item> items, Map<Long, Long> leases) {

    public State {
        items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
        leases = Map.copyOf(leases);
    }

    /** A store that was never written to: its first revision is 1, its first write 2. */
    public static State fresh() {
        return new State(1, 0, new TreeMap<>(), Map.of());
    }

    public List<Item> in(Span span) {
        if (span.end().isEmpty()) {
            var item = items.get(span.key());
            return item == null ? List.of() : List.of(item);
        }
        return items.tailMap(span.key()).values().stream()
                .takeWhile(item -> span.contains(item.key()))
                .toList();
    }

    public List<Item> attachedTo(long lease) {
        return items.values().stream().filter(item -> item.lease() == lease).toList();
    }

    public State withLeases(Map<Long, Long> others) {
        return new State(revision, compacted, items, others);
    }

    public State withCompacted(long floor) {
        return new State(revision, Math.max(compacted, floor), items, leases);
    }

    /** The state after changes that somebody else decided. */
    public State after(List<Change> changes) {
        var next = new TreeMap<>(items);
        long newest = revision;
        for (var change : changes) {
            newest = Math.max(newest, change.revision());
            switch (change) {
                case Change.Written(var item, var before) -> next.put(item.key(), item);
                case Change.Removed(var key, var at, var before) -> next.remove(key);
            }
        }
        return new State(newest, compacted, next, leases);
    }
}
