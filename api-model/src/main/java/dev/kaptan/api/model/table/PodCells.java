package dev.kaptan.api.model.table;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Map;

/** Cells of pods. */
final class PodCells {

    static final Map<String, Cell> ALL =
            Map.of(
                    "podReady",
                    Cell.text(pod -> PodSummary.of(pod).readiness()),
                    "podStatus",
                    Cell.text(pod -> PodSummary.of(pod).reason()),
                    "podRestarts",
                    PodCells::restarts,
                    "podIp",
                    Cell.text(PodCells::address),
                    "podNode",
                    Cell.text(pod -> Cell.or(Json.text(pod, "spec", "nodeName"), Cell.NONE)),
                    "podNominatedNode",
                    Cell.text(pod ->
                            Cell.or(Json.text(pod, "status", "nominatedNodeName"), Cell.NONE)),
                    "podReadinessGates",
                    Cell.text(PodCells::readinessGates));

    private PodCells() {}

    private static JsonNode restarts(ObjectNode pod, Instant now) {
        return JsonNodeFactory.instance.stringNode(PodSummary.of(pod).restarts(now));
    }

    private static String address(ObjectNode pod) {
        String first = Json.at(pod, "status", "podIPs").path(0).path("ip").asString("");
        return Cell.or(Cell.or(first, Json.text(pod, "status", "podIP")), Cell.NONE);
    }

    private static String readinessGates(ObjectNode pod) {
        JsonNode gates = Json.at(pod, "spec", "readinessGates");
        if (gates.isEmpty()) {
            return Cell.NONE;
        }
        long open =
                gates.valueStream()
                        .filter(gate ->
                                conditionIsTrue(pod, gate.path("conditionType").asString("")))
                        .count();
        return open + "/" + gates.size();
    }

    static boolean conditionIsTrue(ObjectNode object, String type) {
        return Json.objectsAt(object, "status", "conditions").stream()
                .anyMatch(condition ->
                        condition.path("type").asString("").equals(type)
                                && condition.path("status").asString("").equals("True"));
    }
}
