package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What upstream asks of a container's ports. */
final class PortRules {

    private PortRules() {}

    /**
     * @param hostPorts host ports of the containers before this one; this one's are added
     */
    static void validate(
            ObjectNode container,
            String path,
            boolean hostNetwork,
            Set<String> hostPorts,
            FieldErrors errors) {
        Set<String> names = new HashSet<>();
        List<ObjectNode> ports = Json.objectsAt(container, "ports");
        for (int i = 0; i < ports.size(); i++) {
            String place = path + "[" + i + "]";
            name(ports.get(i), place, names, errors);
            numbers(ports.get(i), place, hostNetwork, errors);
            hostPort(ports.get(i), place, hostPorts, errors);
        }
    }

    private static void name(ObjectNode port, String path, Set<String> names, FieldErrors errors) {
        String name = port.path("name").asString("");
        if (name.isEmpty()) {
            return;
        }
        List<String> wrong = NameRules.portName(name);
        errors.invalid(path + ".name", name, wrong);
        if (wrong.isEmpty() && !names.add(name)) {
            errors.duplicate(path + ".name", name);
        }
    }

    private static void numbers(
            ObjectNode port, String path, boolean hostNetwork, FieldErrors errors) {
        long inside = port.path("containerPort").asLong(0);
        if (inside == 0) {
            errors.required(path + ".containerPort");
        } else {
            NameRules.portNumber(inside)
                    .forEach(text -> errors.invalid(path + ".containerPort", inside, text));
        }
        long outside = port.path("hostPort").asLong(0);
        if (outside != 0) {
            NameRules.portNumber(outside)
                    .forEach(text -> errors.invalid(path + ".hostPort", outside, text));
        }
        if (hostNetwork && outside != 0 && outside != inside) {
            errors.invalid(
                    path + ".containerPort",
                    inside,
                    "must match `hostPort` when `hostNetwork` is true");
        }
    }

    private static void hostPort(
            ObjectNode port, String path, Set<String> hostPorts, FieldErrors errors) {
        long number = port.path("hostPort").asLong(0);
        String key =
                "%s/%s/%d"
                        .formatted(
                                port.path("protocol").asString("TCP"),
                                port.path("hostIP").asString(""),
                                number);
        if (number != 0 && !hostPorts.add(key)) {
            errors.duplicate(path + ".hostPort", key);
        }
    }
}
