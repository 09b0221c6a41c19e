package dev.kaptan.api.engine.cache;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The state of a resource at a revision; never changes. */
public record Snapshot(long revision, SortedTree<CachedObject> objects) {

    /**
     * Part of a list.
     *
     * @param next the key of the first object that was left out, null where nothing was
     * @param remaining how many were left out; only known where the selection is everything
     */
    public record Page(List<CachedObject> objects, @Nullable String next, long remaining) {}

    public @Nullable CachedObject get(String key) {
        return objects.get(key);
    }

    /** Whether both states have the same objects, whatever their revisions. */
    public boolean hasSameObjects(Snapshot other) {
        return objects == other.objects;
    }

    /** All objects whose key starts with a prefix, in key order. */
    public List<CachedObject> all(String prefix) {
        return list(Selection.all(prefix), "", 0).objects();
    }

    /**
     * The selected objects in key order.
     *
     * @param from the first key, empty to begin at the first
     * @param limit how many at most, 0 for all
     */
    public Page list(Selection selection, String from, int limit) {
        String start = from.compareTo(selection.prefix()) < 0 ? selection.prefix() : from;
        var page = new ArrayList<CachedObject>();
        var next = new String[1];
        objects.visit(
                start,
                selection.end(),
                object -> {
                    if (!selection.contains(object)) {
                        return true;
                    }
                    if (limit > 0 && page.size() == limit) {
                        next[0] = object.key();
                        return false;
                    }
                    page.add(object);
                    return true;
                });
        return new Page(page, next[0], remaining(selection, next[0]));
    }

    private long remaining(Selection selection, @Nullable String next) {
        return next == null ? 0 : objects.rank(selection.end()) - objects.rank(next);
    }
}
