package dev.kaptan.agent.environment;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The variables that tell a container of the Services it may use: {@code NAME_SERVICE_HOST}, {@code
 * NAME_SERVICE_PORT} and those of Docker's former links.
 */
public final class ServiceVariables {

    private ServiceVariables() {}

    public static Map<String, String> of(Collection<Service> services) {
        var variables = new LinkedHashMap<String, String>();
        services.stream()
                .filter(ServiceVariables::hasAddress)
                .sorted(Comparator.comparing(service -> service.getMetadata().getName()))
                .forEach(service -> add(service, variables));
        return variables;
    }

    private static boolean hasAddress(Service service) {
        var ip = service.getSpec().getClusterIP();
        return ip != null
                && !ip.isEmpty()
                && !ip.equals("None")
                && !service.getSpec().getPorts().isEmpty();
    }

    private static void add(Service service, Map<String, String> variables) {
        var prefix = upper(service.getMetadata().getName());
        var host = service.getSpec().getClusterIP();
        var ports = service.getSpec().getPorts();
        variables.put(prefix + "_SERVICE_HOST", host);
        variables.put(prefix + "_SERVICE_PORT", ports.getFirst().getPort().toString());
        for (var port : ports) {
            if (port.getName() != null && !port.getName().isEmpty()) {
                variables.put(
                        prefix + "_SERVICE_PORT_" + upper(port.getName()),
                        port.getPort().toString());
            }
        }
        variables.put(prefix + "_PORT", url(host, ports.getFirst()));
        ports.forEach(port -> addLink(prefix, host, port, variables));
    }

    private static void addLink(
            String prefix, String host, ServicePort port, Map<String, String> variables) {
        var protocol = protocol(port);
        var name = prefix + "_PORT_" + port.getPort() + "_" + protocol;
        variables.put(name, url(host, port));
        variables.put(name + "_PROTO", protocol.toLowerCase(Locale.ROOT));
        variables.put(name + "_PORT", port.getPort().toString());
        variables.put(name + "_ADDR", host);
    }

    private static String url(String host, ServicePort port) {
        return "%s://%s:%d"
                .formatted(protocol(port).toLowerCase(Locale.ROOT), host, port.getPort());
    }

    private static String protocol(ServicePort port) {
        return port.getProtocol() == null ? "TCP" : port.getProtocol();
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
