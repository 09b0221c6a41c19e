package dev.kaptan.proof.history;

import dev.kaptan.proof.model.Change;

import java.util.List;

/** One message that a watcher got. */
public sealed interface Delivery {

    /** When it came, in nanoseconds of the history's clock. */
    long at();

    /** The watch stands; the store was at the revision. */
    record Created(long at, long revision) implements Delivery {}

    record Events(long at, List<Change> changes) implements Delivery {
        public Events {
            changes = List.copyOf(changes);
        }
    }

    /** A bookmark: whatever happened up to the revision has been delivered. */
    record Progress(long at, long revision) implements Delivery {}

    /** The store ended the watch, because of compaction when the revision is not 0. */
    record Canceled(long at, long compactRevision, String reason) implements Delivery {}
}
