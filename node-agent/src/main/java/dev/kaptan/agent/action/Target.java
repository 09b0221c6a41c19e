package dev.kaptan.agent.action;

import dev.kaptan.agent.spec.PodContainer;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;

/**
 * The container that a handler is run for.
 *
 * @param containerId of the run
 * @param address of the Pod
 */
public record Target(PodContainer container, String containerId, String address) {

    /** A port by its number, or by the name that the container gave it. */
    int port(IntOrString port) {
        if (port.getIntVal() != null) {
            return port.getIntVal();
        }
        var name = port.getStrVal();
        return container.spec().getPorts().stream()
                .filter(declared -> name.equals(declared.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElseGet(() -> parse(name));
    }

    private static int parse(String name) {
        try {
            return Integer.parseInt(name);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("couldn't find port: \"" + name + "\"", e);
        }
    }
}
