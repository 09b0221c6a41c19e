package dev.kaptan.state.mvcc;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the store must do, written as plainly as possible: a full copy of all keys for each
 * revision, strings for bytes, no sharing and no cleverness.
 */
final class ReferenceModel {

    record Entry(String value, long create, long mod, long version, long lease) {}

    private final List<TreeMap<String, Entry>> revisions =
            new ArrayList<>(List.of(new TreeMap<>(), new TreeMap<>()));
    private final TreeMap<Long, Long> leases = new TreeMap<>();
    private long compacted;

    long revision() {
        return revisions.size() - 1;
    }

    long compacted() {
        return compacted;
    }

    TreeMap<String, Entry> at(long revision) {
        return revisions.get((int) revision);
    }

    TreeMap<Long, Long> leases() {
        return leases;
    }

    List<String> keysOfLease(long id) {
        return at(revision()).entrySet().stream()
                .filter(each -> each.getValue().lease == id)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Null if it was done, else why not. */
    Refused.@Nullable Reason put(String key, String value, long lease) {
        if (lease != 0 && !leases.containsKey(lease)) {
            return Refused.Reason.LEASE_NOT_FOUND;
        }
        var next = new TreeMap<>(at(revision()));
        putInto(next, key, value, lease);
        revisions.add(next);
        return null;
    }

    long delete(String from, @Nullable String to) {
        var next = new TreeMap<>(at(revision()));
        var doomed = List.copyOf(slice(next, from, to).keySet());
        doomed.forEach(next::remove);
        if (!doomed.isEmpty()) {
            revisions.add(next);
        }
        return doomed.size();
    }

    /** Puts the pairs in one revision if the key's mod revision is the expected one. */
    boolean putAllIf(String guard, long expectedMod, Map<String, String> pairs) {
        var entry = at(revision()).get(guard);
        if ((entry == null ? 0 : entry.mod) != expectedMod) {
            return false;
        }
        if (!pairs.isEmpty()) {
            var next = new TreeMap<>(at(revision()));
            pairs.forEach((key, value) -> putInto(next, key, value, 0));
            revisions.add(next);
        }
        return true;
    }

    Refused.@Nullable Reason grant(long id, long ttl) {
        return leases.putIfAbsent(id, ttl) == null ? null : Refused.Reason.LEASE_EXISTS;
    }

    Refused.@Nullable Reason revoke(long id) {
        if (leases.remove(id) == null) {
            return Refused.Reason.LEASE_NOT_FOUND;
        }
        var next = new TreeMap<>(at(revision()));
        if (next.values().removeIf(entry -> entry.lease == id)) {
            revisions.add(next);
        }
        return null;
    }

    Refused.@Nullable Reason compact(long revision) {
        if (revision <= compacted) {
            return Refused.Reason.COMPACTED;
        }
        if (revision > revision()) {
            return Refused.Reason.FUTURE_REVISION;
        }
        compacted = revision;
        return null;
    }

    static Map<String, Entry> slice(TreeMap<String, Entry> keys, String from, @Nullable String to) {
        var result = new TreeMap<String, Entry>(Comparator.naturalOrder());
        keys.forEach((key, entry) -> {
            if (key.compareTo(from) >= 0 && (to == null || key.compareTo(to) < 0)) {
                result.put(key, entry);
            }
        });
        return result;
    }

    private void putInto(TreeMap<String, Entry> keys, String key, String value, long lease) {
        long revision = revision() + 1;
        var before = keys.get(key);
        keys.put(
                key,
                before == null
                        ? new Entry(value, revision, revision, 1, lease)
                        : new Entry(value, before.create, revision, before.version + 1, lease));
    }
}
