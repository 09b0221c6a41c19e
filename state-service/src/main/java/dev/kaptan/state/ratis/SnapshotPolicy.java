package dev.kaptan.state.ratis;

import java.time.Duration;

/**
 * When the next snapshot is due: as soon as any of these was reached since the last one. Bytes
 * bound what a restart replays and what the log takes on disk, entries what many small writes cost,
 * time what a quiet member keeps of its log.
 *
 * @param bytes logged; at least as many as the last snapshot had, so that snapshots never dominate
 *     the writing
 * @param entries logged
 * @param interval since the last snapshot, if anything was logged
 */
public record SnapshotPolicy(long bytes, long entries, Duration interval) {

    private static final long ENTRIES = 100_000;
    private static final Duration INTERVAL = Duration.ofHours(1);

    public SnapshotPolicy {
        if (bytes <= 0 || entries <= 0 || !interval.isPositive()) {
            throw new IllegalArgumentException(
                    "a snapshot after " + bytes + " bytes, " + entries + " entries, " + interval);
        }
    }

    /** By bytes, with etcd's number of entries (its {@code --snapshot-count}) and an hour. */
    public static SnapshotPolicy ofBytes(long bytes) {
        return new SnapshotPolicy(bytes, ENTRIES, INTERVAL);
    }

    boolean due(long bytesSince, long entriesSince, long nanosSince, long lastSize) {
        return bytesSince >= Math.max(bytes, lastSize)
                || entriesSince >= entries
                || nanosSince >= interval.toNanos();
    }
}
