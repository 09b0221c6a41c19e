package dev.kaptan.api.engine.cache;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/** A change of one object, with the state after it. Frames are encoded once for all watchers. */
final class CacheEvent {

    private record FrameKey(EventType type, EventForm form) {}

    private final long revision;
    private final @Nullable CachedObject previous;
    private final @Nullable CachedObject current;
    private final SortedTree<CachedObject> after;
    private final long nanoTime;

    /** Weak: frames live while a watcher writes them, not as long as the window. */
    private final Map<FrameKey, WeakReference<byte[]>> frames = HashMap.newHashMap(1);

    /**
     * @param current null where the object was deleted
     * @param previous null where the object was created
     */
    CacheEvent(
            long revision,
            @Nullable CachedObject previous,
            @Nullable CachedObject current,
            SortedTree<CachedObject> after,
            long nanoTime) {
        this.revision = revision;
        this.previous = previous;
        this.current = current;
        this.after = after;
        this.nanoTime = nanoTime;
    }

    long revision() {
        return revision;
    }

    long nanoTime() {
        return nanoTime;
    }

    Snapshot after() {
        return new Snapshot(revision, after);
    }

    @Nullable CachedObject previous() {
        return previous;
    }

    @Nullable CachedObject current() {
        return current;
    }

    /** What the event is to a watcher of the selection, null where it is nothing. */
    @Nullable EventType typeFor(Selection selection) {
        boolean before = previous != null && selection.contains(previous);
        boolean now = current != null && selection.contains(current);
        if (now) {
            return before ? EventType.MODIFIED : EventType.ADDED;
        }
        return before ? EventType.DELETED : null;
    }

    synchronized byte[] frame(EventType type, EventForm form) {
        var key = new FrameKey(type, form);
        var reference = frames.get(key);
        byte[] frame = reference == null ? null : reference.get();
        if (frame == null) {
            frame = form.frame(type, shown(type));
            frames.put(key, new WeakReference<>(frame));
        }
        return frame;
    }

    private CachedObject shown(EventType type) {
        if (type == EventType.DELETED && previous != null) {
            return previous.deletedAt(revision);
        }
        if (current == null) {
            throw new IllegalStateException("a deletion is shown as DELETED only");
        }
        return current;
    }
}
