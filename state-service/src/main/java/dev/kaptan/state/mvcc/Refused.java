package dev.kaptan.state.mvcc;

import dev.kaptan.state.auth.AuthRefusal;

import org.jspecify.annotations.Nullable;

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
        LEASE_EXISTS,
        NO_SPACE,
        CORRUPT,
        /** {@link Refused#authRefusal} says more. */
        AUTH
    }

    private final Reason reason;
    private final @Nullable AuthRefusal authRefusal;

    Refused(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.authRefusal = null;
    }

    Refused(AuthRefusal authRefusal) {
        super(authRefusal.name(), null, false, false);
        this.reason = Reason.AUTH;
        this.authRefusal = authRefusal;
    }

    public Reason reason() {
        return reason;
    }

    /** Not null if authentication is the reason. */
    public @Nullable AuthRefusal authRefusal() {
        return authRefusal;
    }
}
