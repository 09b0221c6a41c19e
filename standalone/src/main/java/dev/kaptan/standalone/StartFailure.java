package dev.kaptan.standalone;

import org.jspecify.annotations.Nullable;

/** The cluster could not start; the message is one line that says why and what to do. */
final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Says which service failed, in the words of the innermost cause. */
    static StartFailure of(String service, @Nullable Throwable cause) {
        return new StartFailure(service + " did not start: " + reason(cause), cause);
    }

    private static String reason(@Nullable Throwable cause) {
        var innermost = cause;
        while (innermost != null && innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        if (innermost == null) {
            return "unknown reason";
        }
        var message = innermost.getMessage();
        return message == null
                ? innermost.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
