package dev.kaptan.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;

/** Says in one line why the start failed and what to do about it. */
final class StartFailures {

    private StartFailures() {}

    static String describe(Throwable failure) {
        var taken = cause(failure, PortInUseException.class);
        if (taken != null) {
            return "port "
                    + taken.getPort()
                    + " is taken: stop what listens there, or set kaptan.gateway.listen";
        }
        var ours = cause(failure, IllegalArgumentException.class);
        var message = String.valueOf((ours == null ? root(failure) : ours).getMessage());
        return boundProperty(failure, message) + message.lines().findFirst().orElse("");
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    /** The property that a value could not be bound to, unless the message names it itself. */
    private static String boundProperty(Throwable failure, String message) {
        var bind = cause(failure, BindException.class);
        return bind == null || message.startsWith("kaptan.") ? "" : bind.getName() + ": ";
    }
}
