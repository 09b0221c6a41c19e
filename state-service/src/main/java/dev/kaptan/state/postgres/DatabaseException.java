package dev.kaptan.state.postgres;

import java.io.IOException;

/** The database cannot be used; the message is the driver's, in one line. */
public final class DatabaseException extends IOException {

    private static final long serialVersionUID = 1L;

    DatabaseException(Exception cause) {
        super(reason(cause), cause);
    }

    private static String reason(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason is known");
    }
}
