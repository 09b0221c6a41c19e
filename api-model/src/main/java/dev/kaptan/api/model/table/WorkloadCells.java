package dev.kaptan.api.model.table;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.selector.LabelSelector;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Cells of what owns pods through a template. */
final class WorkloadCells {

    static final Map<String, Cell> ALL =
            Map.ofEntries(
                    Map.entry(
                            "deploymentReady",
                            Cell.text(deployment ->
                                    status(deployment, "readyReplicas")
                                            + "/"
                                            + desired(deployment))),
                    Map.entry("desiredReplicas", Cell.number(WorkloadCells::desired)),
                    Map.entry("currentReplicas", Cell.number(each -> status(each, "replicas"))),
                    Map.entry("readyReplicas", Cell.number(each -> status(each, "readyReplicas"))),
                    Map.entry(
                            "updatedReplicas",
                            Cell.number(each -> status(each, "updatedReplicas"))),
                    Map.entry(
                            "availableReplicas",
                            Cell.number(each -> status(each, "availableReplicas"))),
                    Map.entry("containerNames", Cell.text(each -> containers(each, "name"))),
                    Map.entry("containerImages", Cell.text(each -> containers(each, "image"))),
                    Map.entry("labelSelector", Cell.text(WorkloadCells::selector)),
                    Map.entry(
                            "templateLabels",
                            Cell.text(each ->
                                    labels(Json.at(each, "template", "metadata", "labels")))),
                    Map.entry("controllerOwner", Cell.text(WorkloadCells::controller)));

    private WorkloadCells() {}

    private static long desired(ObjectNode object) {
        return Json.at(object, "spec", "replicas").asLong(0);
    }

    private static long status(ObjectNode object, String field) {
        return Json.at(object, "status", field).asLong(0);
    }

    private static String containers(ObjectNode object, String field) {
        JsonNode template =
                object.has("template")
                        ? object.path("template")
                        : Json.at(object, "spec", "template");
        return Json.objectsAt(template, "spec", "containers").stream()
                .map(container -> container.path(field).asString(""))
                .collect(Collectors.joining(","));
    }

    private static String selector(ObjectNode object) {
        JsonNode selector = Json.at(object, "spec", "selector");
        boolean plainLabels = object.path("kind").asString("").equals("ReplicationController");
        return plainLabels ? labels(selector) : expressions(selector);
    }

    private static String expressions(JsonNode selector) {
        try {
            return Cell.or(LabelSelector.of(selector).toString(), Cell.NONE);
        } catch (IllegalArgumentException e) {
            return "<error>";
        }
    }

    static String labels(JsonNode labels) {
        String text =
                labels.properties().stream()
                        .map(label -> label.getKey() + "=" + label.getValue().asString(""))
                        .sorted()
                        .collect(Collectors.joining(","));
        return Cell.or(text, Cell.NONE);
    }

    /** {@code deployment.apps/web}. */
    private static String controller(ObjectNode object) {
        return Json.objectsAt(object, "metadata", "ownerReferences").stream()
                .filter(owner -> owner.path("controller").asBoolean(false))
                .map(WorkloadCells::qualified)
                .findFirst()
                .orElse(Cell.NONE);
    }

    private static String qualified(ObjectNode owner) {
        String version = owner.path("apiVersion").asString("");
        int slash = version.indexOf('/');
        String group = slash < 0 ? "" : "." + version.substring(0, slash);
        String kind = owner.path("kind").asString("").toLowerCase(Locale.ROOT);
        return kind + group + "/" + owner.path("name").asString("");
    }
}
