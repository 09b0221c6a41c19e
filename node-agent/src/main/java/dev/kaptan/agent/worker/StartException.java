package dev.kaptan.agent.worker;

/** A container could not be started; the worker remembers it and tries again later. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    StartException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
