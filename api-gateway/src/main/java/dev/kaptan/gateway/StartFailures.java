package dev.kaptan.gateway;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;

/** Says in one line why the start failed and what to do about it. */
final class StartFailures {

    private StartFailures() {}

    static String describe(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException taken) {
                return "port "
                        + taken.getPort()
                        + " is taken: stop what listens there, or set kaptan.gateway.listen";
            }
        }
        var root = root(failure);
        var property = boundProperty(failure);
        return property + String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    /** The property that a value could not be bound to, unless the message names it itself. */
    private static String boundProperty(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind
                    && !String.valueOf(root(failure).getMessage()).startsWith("kaptan.")) {
                return bind.getName() + ": ";
            }
        }
        return "";
    }
}
