package dev.kaptan.state;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in one line why the service did not start. */
final class StartFailure {

    private StartFailure() {}

    static String describe(Throwable failure) {
        var chain = chain(failure);
        return first(chain, InvalidSettingException.class)
                .map(Throwable::getMessage)
                .or(() -> first(chain, PortInUseException.class).map(StartFailure::portInUse))
                .or(() -> first(chain, BindException.class).map(StartFailure::unusable))
                .orElseGet(() -> String.valueOf(chain.getLast()));
    }

    private static String portInUse(PortInUseException failure) {
        return "server.port: " + failure.getPort() + " is taken; choose another port";
    }

    private static String unusable(BindException failure) {
        var property = failure.getProperty();
        var value = property == null ? "" : " '" + property.getValue() + "'";
        var reason = chain(failure).getLast().getMessage();
        return failure.getName() + ": unusable value" + value + " (" + reason + ")";
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> chain, Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static List<Throwable> chain(Throwable failure) {
        var chain = new ArrayList<Throwable>();
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }
}
