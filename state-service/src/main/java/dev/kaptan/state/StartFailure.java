package dev.kaptan.state;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;

/** Says in one line why the service did not start. */
final class StartFailure {

    private StartFailure() {}

    static String describe(Throwable failure) {
        Throwable deepest = failure;
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            deepest = each;
            if (each instanceof PortInUseException port) {
                return "server.port: port " + port.getPort() + " is taken; choose another one";
            }
            if (each instanceof InvalidSettingException setting) {
                return String.valueOf(setting.getMessage());
            }
            if (each instanceof BindException bind) {
                var property = bind.getProperty();
                var value = property == null ? "" : " '" + property.getValue() + "'";
                return bind.getName() + ": unusable value" + value + reason(bind);
            }
        }
        return String.valueOf(deepest.getMessage());
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            deepest = each;
        }
        return deepest == failure ? "" : " (" + deepest.getMessage() + ")";
    }
}
