package dev.kaptan.agent.boot;

import org.springframework.http.HttpStatus;

/**
 * A request names a Pod or container that is not there, or not in the right state, or of which
 * neither can be told yet.
 */
final class NoSuchTargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private NoSuchTargetException(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    static NoSuchTargetException notFound(String message) {
        return new NoSuchTargetException(HttpStatus.NOT_FOUND, message);
    }

    static NoSuchTargetException badRequest(String message) {
        return new NoSuchTargetException(HttpStatus.BAD_REQUEST, message);
    }

    /** Whether there is such a target cannot be told. */
    static NoSuchTargetException unknown(String message) {
        return new NoSuchTargetException(HttpStatus.SERVICE_UNAVAILABLE, message);
    }

    HttpStatus status() {
        return status;
    }
}
