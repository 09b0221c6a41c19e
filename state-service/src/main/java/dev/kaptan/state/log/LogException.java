package dev.kaptan.state.log;

/** Why the log did not do what it was asked. */
public final class LogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a caller can conclude. */
    public enum Reason {
        /** Nobody leads; nothing was appended. */
        NO_LEADER,
        /** No answer in time: the entry may still be committed. */
        TIMEOUT,
        /** This member is stopping or its disk failed. */
        STOPPED
    }

    private final Reason reason;

    private LogException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public static LogException noLeader(Throwable cause) {
        return new LogException(Reason.NO_LEADER, "no member leads", cause);
    }

    public static LogException timeout(Throwable cause) {
        return new LogException(Reason.TIMEOUT, "the log did not answer in time", cause);
    }

    public static LogException stopped(Throwable cause) {
        return new LogException(
                Reason.STOPPED, "the log has stopped: " + cause.getMessage(), cause);
    }

    public Reason reason() {
        return reason;
    }
}
