package dev.kaptan.state.mvcc;

/**
 * A command or read that the store's state forbids. It is part of the deterministic outcome: every
 * member refuses alike and changes nothing. Carries no stack trace, for it is no defect.
 */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why; the gRPC boundary turns each into etcd's code and text. */
    public enum Reason {
        COMPACTED,
        FUTURE_REVISION,
        KEY_NOT_FOUND,
        LEASE_NOT_FOUND,
        LEASE_EXISTS
    }

    private final Reason reason;

    Refused(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
