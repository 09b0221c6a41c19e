package dev.kaptan.state.node;

import java.time.Duration;

/**
 * How much history is kept without anybody asking for a compaction.
 *
 * @param time at least this long, at most twice as long; 0: whatever its age. kube-apiserver keeps
 *     5 minutes
 * @param revisions so many before the newest; 0: any number
 * @param bytes of heap that superseded versions may take, roughly; this protects the member itself
 */
public record Retention(Duration time, long revisions, long bytes) {

    public Retention {
        if (time.isNegative() || revisions < 0 || bytes <= 0) {
            throw new IllegalArgumentException(
                    "history of " + time + ", " + revisions + " revisions, " + bytes + " bytes");
        }
    }
}
