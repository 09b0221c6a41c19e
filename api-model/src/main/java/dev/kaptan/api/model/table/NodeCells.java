package dev.kaptan.api.model.table;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.TreeSet;

/** Cells of nodes. */
final class NodeCells {

    private static final String ROLE_PREFIX = "node-role.kubernetes.io/";

    static final Map<String, Cell> ALL =
            Map.of(
                    "nodeStatus",
                    Cell.text(NodeCells::status),
                    "nodeRoles",
                    Cell.text(NodeCells::roles),
                    "nodeInternalIp",
                    Cell.text(node -> address(node, "InternalIP")),
                    "nodeExternalIp",
                    Cell.text(node -> address(node, "ExternalIP")),
                    "nodeOsImage",
                    Cell.text(node -> info(node, "osImage")),
                    "nodeKernel",
                    Cell.text(node -> info(node, "kernelVersion")),
                    "nodeRuntime",
                    Cell.text(node -> info(node, "containerRuntimeVersion")));

    private NodeCells() {}

    private static String status(ObjectNode node) {
        String ready =
                Json.objectsAt(node, "status", "conditions").stream()
                        .filter(each -> each.path("type").asString("").equals("Ready"))
                        .map(each -> each.path("status").asString("").equals("True"))
                        .map(isTrue -> isTrue ? "Ready" : "NotReady")
                        .findFirst()
                        .orElse("Unknown");
        boolean closed = Json.at(node, "spec", "unschedulable").asBoolean(false);
        return closed ? ready + ",SchedulingDisabled" : ready;
    }

    private static String roles(ObjectNode node) {
        var roles = new TreeSet<String>();
        for (Map.Entry<String, JsonNode> label : Json.at(node, "metadata", "labels").properties()) {
            String key = label.getKey();
            if (key.startsWith(ROLE_PREFIX) && key.length() > ROLE_PREFIX.length()) {
                roles.add(key.substring(ROLE_PREFIX.length()));
            } else if (key.equals("kubernetes.io/role")
                    && !label.getValue().asString("").isEmpty()) {
                roles.add(label.getValue().asString(""));
            }
        }
        return Cell.or(String.join(",", roles), Cell.NONE);
    }

    private static String address(ObjectNode node, String type) {
        return Json.objectsAt(node, "status", "addresses").stream()
                .filter(each -> each.path("type").asString("").equals(type))
                .map(each -> each.path("address").asString(""))
                .findFirst()
                .orElse(Cell.NONE);
    }

    private static String info(ObjectNode node, String field) {
        return Cell.or(Json.text(node, "status", "nodeInfo", field), Ages.UNKNOWN);
    }
}
