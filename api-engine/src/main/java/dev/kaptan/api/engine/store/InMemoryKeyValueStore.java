package dev.kaptan.api.engine.store;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A store of one process for tests and embedded servers. It keeps every revision until {@link
 * #compact}; expired entries go when {@link #expire} is called or anything is written.
 */
public final class InMemoryKeyValueStore implements KeyValueStore {

    /** What happened at a revision, with the entries before it. */
    private record Change(long revision, Event event) {}

    private final Clock clock;
    private final NavigableMap<String, Entry> entries = new TreeMap<>();
    private final Map<String, Instant> expiries = new HashMap<>();
    private final List<Change> history = new ArrayList<>();
    private final List<InMemoryWatch> watches = new CopyOnWriteArrayList<>();
    private long revision = 1;
    private long compacted;

    public InMemoryKeyValueStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized @Nullable Entry get(String key) {
        expire();
        return entries.get(key);
    }

    @Override
    public synchronized Page list(
            String prefix, @Nullable String startAfter, int limit, long atRevision) {
        expire();
        var range =
                range(atRevision == 0 ? entries : entriesAt(atRevision), prefix, startAfter)
                        .values();
        int taken = limit == 0 ? range.size() : Math.min(limit, range.size());
        return new Page(
                range.stream().limit(taken).toList(),
                atRevision == 0 ? revision : atRevision,
                taken < range.size(),
                range.size() - taken);
    }

    private static NavigableMap<String, Entry> range(
            NavigableMap<String, Entry> from, String prefix, @Nullable String startAfter) {
        String end = prefix + Character.MAX_VALUE;
        return startAfter == null || startAfter.compareTo(prefix) < 0
                ? from.subMap(prefix, true, end, false)
                : from.subMap(startAfter, false, end, false);
    }

    /** Goes back from now: undoes every change after the revision. */
    private NavigableMap<String, Entry> entriesAt(long wanted) {
        requireKept(wanted);
        var past = new TreeMap<>(entries);
        for (Change change : history.reversed()) {
            if (change.revision() <= wanted) {
                break;
            }
            undo(past, change.event());
        }
        return past;
    }

    private static void undo(Map<String, Entry> past, Event event) {
        switch (event) {
            case Event.Put(Entry entry, @Nullable Entry previous) -> {
                if (previous == null) {
                    past.remove(entry.key());
                } else {
                    past.put(entry.key(), previous);
                }
            }
            case Event.Delete(String key, long _, Entry previous) -> past.put(key, previous);
        }
    }

    private void requireKept(long wanted) {
        if (wanted < compacted) {
            throw StoreException.compacted(wanted, null);
        }
        if (wanted > revision) {
            throw StoreException.rejected("revision " + wanted + " is in the future", null);
        }
    }

    @Override
    public synchronized long currentRevision() {
        expire();
        return revision;
    }

    @Override
    public synchronized Outcome put(String key, byte[] value, long expectedModRevision) {
        expire();
        Entry previous = entries.get(key);
        if (revisionOf(previous) != expectedModRevision) {
            return new Outcome.Conflict(previous);
        }
        revision++;
        long created = previous == null ? revision : previous.createRevision();
        Entry entry = new Entry(key, value, created, revision);
        entries.put(key, entry);
        expiries.remove(key);
        happened(new Event.Put(entry, previous));
        return new Outcome.Done(revision);
    }

    @Override
    public synchronized Outcome putExpiring(
            String key, byte[] value, long expectedModRevision, long ttlSeconds) {
        Outcome outcome = put(key, value, expectedModRevision);
        if (outcome instanceof Outcome.Done) {
            expiries.put(key, clock.instant().plusSeconds(ttlSeconds));
        }
        return outcome;
    }

    @Override
    public synchronized Outcome delete(String key, long expectedModRevision) {
        expire();
        Entry previous = entries.get(key);
        if (previous == null || previous.modRevision() != expectedModRevision) {
            return new Outcome.Conflict(previous);
        }
        remove(previous);
        return new Outcome.Done(revision);
    }

    private void remove(Entry previous) {
        revision++;
        entries.remove(previous.key());
        expiries.remove(previous.key());
        happened(new Event.Delete(previous.key(), revision, previous));
    }

    private static long revisionOf(@Nullable Entry entry) {
        return entry == null ? 0 : entry.modRevision();
    }

    /** Deletes what has outlived its time. */
    public synchronized void expire() {
        if (expiries.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Iterator<Map.Entry<String, Instant>> due = expiries.entrySet().iterator();
        var dead = new ArrayList<Entry>();
        while (due.hasNext()) {
            var next = due.next();
            Entry entry = entries.get(next.getKey());
            if (entry != null && !next.getValue().isAfter(now)) {
                dead.add(entry);
                due.remove();
            }
        }
        dead.forEach(this::remove);
    }

    /** Forgets what was before a revision: lists and watches from before it fail. */
    public synchronized void compact(long before) {
        requireKept(before);
        compacted = before;
        history.removeIf(change -> change.revision() <= before);
    }

    /** Ends all watches as a lost connection does. */
    public void disconnect() {
        for (InMemoryWatch watch : watches) {
            watches.remove(watch);
            watch.fail(StoreException.unavailable("connection lost", null));
        }
    }

    private void happened(Event event) {
        history.add(new Change(revision, event));
        watches.forEach(watch -> watch.offer(revision, event));
    }

    @Override
    public synchronized AutoCloseable watch(String prefix, long startRevision, Listener listener) {
        var watch = new InMemoryWatch(prefix, listener);
        if (startRevision <= compacted) {
            watch.fail(StoreException.compacted(startRevision, null));
            return watch;
        }
        history.stream()
                .filter(change -> change.revision() >= startRevision)
                .forEach(change -> watch.offer(change.revision(), change.event()));
        watches.add(watch);
        return () -> {
            watches.remove(watch);
            watch.close();
        };
    }

    @Override
    public synchronized void requestProgress() {
        watches.forEach(watch -> watch.progress(revision));
    }

    @Override
    public void close() {
        watches.forEach(InMemoryWatch::close);
        watches.clear();
    }
}
