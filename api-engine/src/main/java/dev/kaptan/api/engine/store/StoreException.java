package dev.kaptan.api.engine.store;

import org.jspecify.annotations.Nullable;

/** What the store could not do, and why. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the caller can do about it. */
    public enum Reason {
        /** The revision asked for has been compacted: list again. */
        COMPACTED,
        /** No answer, no leader, connection lost: the outcome of a write is unknown. */
        UNAVAILABLE,
        /** The store refused: too large, no space, or a defect. */
        REJECTED
    }

    private final Reason reason;

    private StoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public static StoreException compacted(long revision, @Nullable Throwable cause) {
        return new StoreException(
                Reason.COMPACTED, "revision " + revision + " has been compacted", cause);
    }

    public static StoreException unavailable(String message, @Nullable Throwable cause) {
        return new StoreException(Reason.UNAVAILABLE, message, cause);
    }

    public static StoreException rejected(String message, @Nullable Throwable cause) {
        return new StoreException(Reason.REJECTED, message, cause);
    }

    public Reason reason() {
        return reason;
    }
}
