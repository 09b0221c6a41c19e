package dev.kaptan.client.connect;

/** The files or values that lead to the API server cannot be used; the message names which. */
public final class UnusableCredentialsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnusableCredentialsException(String message) {
        super(message);
    }

    UnusableCredentialsException(String message, Throwable cause) {
        super(message, cause);
    }
}
