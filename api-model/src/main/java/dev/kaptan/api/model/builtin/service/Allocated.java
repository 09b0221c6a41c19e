package dev.kaptan.api.model.builtin.service;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** What the server once allocated for a service stays with it where an update does not name it. */
final class Allocated {

    private Allocated() {}

    /** Changes {@code spec}. */
    static void carryOver(ObjectNode spec, ObjectNode old) {
        if (hasClusterIp(spec) && hasClusterIp(old)) {
            List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")
                    .forEach(field -> inherit(spec, old, field));
        }
        if (hasNodePorts(spec) && hasNodePorts(old)) {
            nodePorts(spec, old);
            inherit(spec, old, "healthCheckNodePort");
        }
    }

    private static boolean hasClusterIp(ObjectNode spec) {
        return !spec.path("type").asString("").equals("ExternalName");
    }

    private static boolean hasNodePorts(ObjectNode spec) {
        return List.of("NodePort", "LoadBalancer").contains(spec.path("type").asString(""));
    }

    private static void inherit(ObjectNode spec, ObjectNode old, String field) {
        boolean unset = !spec.has(field) || spec.path(field).asString("?").isEmpty();
        if (unset && old.has(field)) {
            spec.set(field, old.get(field));
        }
    }

    private static void nodePorts(ObjectNode spec, ObjectNode old) {
        for (ObjectNode port : Json.objectsAt(spec, "ports")) {
            if (port.path("nodePort").asInt(0) == 0) {
                Json.objectsAt(old, "ports").stream()
                        .filter(before -> same(port, before))
                        .filter(before -> before.path("nodePort").asInt(0) > 0)
                        .findFirst()
                        .ifPresent(before -> port.set("nodePort", before.get("nodePort")));
            }
        }
    }

    private static boolean same(ObjectNode port, ObjectNode before) {
        return port.path("port").equals(before.path("port"))
                && port.path("protocol").equals(before.path("protocol"));
    }
}
