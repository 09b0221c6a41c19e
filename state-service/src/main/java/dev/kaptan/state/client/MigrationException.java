package dev.kaptan.state.client;

/** A migration that did not come to its end; the message says why and what to do. */
public final class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationException(String message) {
        super(message);
    }
}
