package dev.kaptan.state.ratis;

/** What became of an entry that was handed to a leader, as far as that is known. */
enum Fate {
    COMMITTED,
    /** Nobody will ever apply it: it may be handed over again. */
    NOT_APPENDED,
    /** It may be in the log, and may be committed by the next leader. */
    OPEN,
    /** The member that had it is closing. */
    STOPPED
}
