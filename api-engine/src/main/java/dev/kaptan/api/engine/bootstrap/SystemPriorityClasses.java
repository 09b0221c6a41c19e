package dev.kaptan.api.engine.bootstrap;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** The PriorityClasses that users cannot take away. */
final class SystemPriorityClasses {

    private SystemPriorityClasses() {}

    static List<ObjectNode> all() {
        return List.of(
                priorityClass(
                        "system-node-critical",
                        2_000_001_000,
                        "Used for system critical pods that must not be moved from their current"
                                + " node."),
                priorityClass(
                        "system-cluster-critical",
                        2_000_000_000,
                        "Used for system critical pods that must run in the cluster, but can be"
                                + " moved to another node if necessary."));
    }

    private static ObjectNode priorityClass(String name, int value, String description) {
        ObjectNode object = Json.object();
        object.put("apiVersion", "scheduling.k8s.io/v1").put("kind", "PriorityClass");
        object.putObject("metadata").put("name", name);
        return object.put("value", value).put("description", description);
    }
}
