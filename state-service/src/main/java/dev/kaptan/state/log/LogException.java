package dev.kaptan.state.log;

import org.jspecify.annotations.Nullable;

/** Why the log did not do what it was asked. */
public final class LogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a caller can conclude. */
    public enum Reason {
        /** Nobody leads; nothing was appended. */
        NO_LEADER,
        /** No answer in time: the entry may still be committed. */
        TIMEOUT,
        /** The leader was lost with the entry in its hands: it may be committed or not. */
        LEADER_LOST,
        /** Too little room is left on this member's disk or the leader's; nothing was appended. */
        NO_SPACE,
        /** This member is stopping or its disk failed. */
        STOPPED
    }

    private final Reason reason;

    private LogException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public static LogException noLeader(@Nullable Throwable cause) {
        return new LogException(Reason.NO_LEADER, "no member leads", cause);
    }

    public static LogException timeout(@Nullable Throwable cause) {
        return new LogException(Reason.TIMEOUT, "the log did not answer in time", cause);
    }

    public static LogException leaderLost() {
        return new LogException(
                Reason.LEADER_LOST, "the leader was lost with the entry in its hands", null);
    }

    public static LogException noSpace() {
        return new LogException(Reason.NO_SPACE, "too little room is left on the disk", null);
    }

    /** A snapshot was not; entries are appended as before. */
    public static LogException notWritten(Throwable cause) {
        return new LogException(Reason.STOPPED, "nothing was written: " + cause, cause);
    }

    /** A snapshot was written, but the log keeps the entries that it covers. */
    public static LogException notPurged(Throwable cause) {
        return new LogException(
                Reason.STOPPED, "it was written, but no entries were dropped: " + cause, cause);
    }

    public static LogException stopped(Throwable cause) {
        return new LogException(
                Reason.STOPPED, "the log has stopped: " + cause.getMessage(), cause);
    }

    public Reason reason() {
        return reason;
    }
}
