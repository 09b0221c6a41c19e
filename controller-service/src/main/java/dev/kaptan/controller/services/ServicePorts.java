package dev.kaptan.controller.services;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Resolves the ports of a Service on a Pod: named target ports may differ from Pod to Pod. */
public final class ServicePorts {
    private ServicePorts() {}

    /**
     * A port as it is reached on a Pod.
     *
     * @param name of the Service's port, "" for the only one
     */
    public record Resolved(String name, String protocol, int port, @Nullable String appProtocol) {}

    /** The ports that the Pod has; a named one that it lacks is left out. */
    public static List<Resolved> on(Pod pod, Service service) {
        var resolved = new ArrayList<Resolved>();
        for (var port : service.getSpec().getPorts()) {
            var number = number(pod, port);
            if (number != null) {
                resolved.add(
                        new Resolved(
                                port.getName() == null ? "" : port.getName(),
                                protocol(port.getProtocol()),
                                number,
                                port.getAppProtocol()));
            }
        }
        return List.copyOf(resolved);
    }

    private static @Nullable Integer number(Pod pod, ServicePort port) {
        IntOrString target = port.getTargetPort();
        if (target == null) {
            return port.getPort();
        }
        if (target.getStrVal() == null) {
            return target.getIntVal() == null || target.getIntVal() == 0
                    ? port.getPort()
                    : target.getIntVal();
        }
        return containers(pod)
                .flatMap(container -> container.getPorts().stream())
                .filter(each -> target.getStrVal().equals(each.getName()))
                .filter(each -> protocol(each.getProtocol()).equals(protocol(port.getProtocol())))
                .map(each -> each.getContainerPort())
                .findFirst()
                .orElse(null);
    }

    /** Ports of side-cars count too: init containers that are restarted. */
    private static Stream<Container> containers(Pod pod) {
        return Stream.concat(
                pod.getSpec().getContainers().stream(),
                pod.getSpec().getInitContainers().stream()
                        .filter(each -> "Always".equals(each.getRestartPolicy())));
    }

    private static String protocol(@Nullable String protocol) {
        return protocol == null || protocol.isEmpty() ? "TCP" : protocol;
    }
}
