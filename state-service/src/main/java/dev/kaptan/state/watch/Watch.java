package dev.kaptan.state.watch;

import dev.kaptan.state.mvcc.KeyRange;

/** One watched range. Its events before {@code pending} are delivered or do not concern it. */
public final class Watch {

    static final long NOTHING = Long.MAX_VALUE;

    private final KeyRange range;
    private final long firstRevision;

    /** Guarded by the hub's lock. */
    private long pending;

    Watch(KeyRange range, long firstRevision, long pending) {
        this.range = range;
        this.firstRevision = firstRevision;
        this.pending = pending;
    }

    public KeyRange range() {
        return range;
    }

    /** The first revision of interest that is not before the given one. */
    long from(long revision) {
        return Math.max(revision, firstRevision);
    }

    boolean wants(long revision) {
        return revision >= firstRevision;
    }

    /** Whether it had nothing pending before. */
    boolean mark(long revision) {
        boolean first = pending == NOTHING;
        pending = Math.min(pending, revision);
        return first;
    }

    long take() {
        long taken = pending;
        pending = NOTHING;
        return taken;
    }
}
