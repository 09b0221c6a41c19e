package dev.kaptan.state.postgres;

/**
 * Deletes what nobody needs any more: rows that compaction has superseded, old entries, revoked
 * leases. In small steps, each complete in itself, so that it disturbs nobody and may be cut off.
 */
final class Sweeper {

    /** Revisions at a time. */
    private static final int STEP = 2_000;

    /** Who is further behind than so many entries loads everything anew. */
    private static final int KEPT_ENTRIES = 10_000;

    private final Database database;
    private final Clusters clusters;
    private final Batches batches;
    private final Revisions revisions;
    private final LeaseRows leases;
    private final Announcements announcements;

    Sweeper(Database database) {
        this.database = database;
        this.clusters = database.repository(Clusters.class);
        this.batches = database.repository(Batches.class);
        this.revisions = database.repository(Revisions.class);
        this.leases = database.repository(LeaseRows.class);
        this.announcements = database.repository(Announcements.class);
    }

    /** Throws what the database throws; what was swept until then is done. */
    void sweep() {
        var newest = batches.newest();
        for (long swept = clusters.read().swept(); swept < newest.compacted(); ) {
            long from = swept;
            long to = Math.min(from + STEP, newest.compacted());
            database.write(() -> step(from, to));
            swept = to;
        }
        long oldest = newest.index() - KEPT_ENTRIES;
        if (oldest > 0) {
            batches.trim(oldest);
            leases.trim(oldest);
            announcements.trim(oldest);
        }
    }

    private int step(long from, long to) {
        int rows = revisions.deleteSuperseded(from, to) + revisions.deleteTombstones(from, to);
        clusters.sweptTo(to);
        return rows;
    }
}
