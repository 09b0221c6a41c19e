package dev.kaptan.state.auth;

/** Authentication forbids it; nothing has changed. Carries no stack trace, for it is no defect. */
public final class AuthException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final AuthRefusal refusal;

    public AuthException(AuthRefusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    public AuthRefusal refusal() {
        return refusal;
    }
}
