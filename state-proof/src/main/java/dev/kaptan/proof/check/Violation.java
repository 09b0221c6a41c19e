package dev.kaptan.proof.check;

/** A broken guarantee, with what shows it. */
public record Violation(Kind kind, String text) {

    /** Which guarantee. */
    public enum Kind {
        /** Two calls were told that they made the same revision. */
        TWO_WRITERS,
        /** Something happened that no call asked for, or that happened twice. */
        UNEXPLAINED_REVISION,
        /** A revision was counted that nobody made. */
        MISSING_REVISION,
        /** An answer is not what the keys at its revision give. */
        WRONG_ANSWER,
        /** Something was refused for a reason that did not exist. */
        WRONG_REFUSAL,
        /** A call saw or made less than what was known before it began. */
        STALE,
        /** A lease ended although its time to live was not over, or lived on after its end. */
        LEASE,
        /** A watcher got events out of order or again. */
        WATCH_ORDER,
        /** A watcher missed an event. */
        WATCH_GAP,
        /** A watcher got a part of a revision. */
        WATCH_SPLIT,
        /** A watcher got an event that did not happen so. */
        WATCH_EVENT,
        /** A bookmark came before an event that it covers. */
        WATCH_BOOKMARK,
        /** A watch was ended as compacted that was not. */
        WATCH_CANCEL
    }

    @Override
    public String toString() {
        return kind + ": " + text;
    }
}
