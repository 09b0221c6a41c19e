package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.quantity.Quantity;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/">Quality of service</a>. */
public enum QosClass {
    GUARANTEED("Guaranteed"),
    BURSTABLE("Burstable"),
    BEST_EFFORT("BestEffort");

    private static final List<String> COUNTED = List.of("cpu", "memory");

    private final String text;

    QosClass(String text) {
        this.text = text;
    }

    /** The form in {@code status.qosClass}. */
    public String text() {
        return text;
    }

    /** The class of a pod that has its defaults. */
    public static QosClass of(ObjectNode pod) {
        var containers = new ArrayList<>(Json.objectsAt(pod, "spec", "containers"));
        containers.addAll(Json.objectsAt(pod, "spec", "initContainers"));
        boolean asksForNothing =
                containers.stream()
                        .allMatch(each -> none(each, "requests") && none(each, "limits"));
        if (asksForNothing) {
            return BEST_EFFORT;
        }
        return containers.stream().allMatch(QosClass::guaranteed) ? GUARANTEED : BURSTABLE;
    }

    private static boolean none(ObjectNode container, String list) {
        JsonNode resources = Json.at(container, "resources", list);
        return COUNTED.stream().allMatch(name -> amount(resources, name).signum() == 0);
    }

    private static boolean guaranteed(ObjectNode container) {
        JsonNode limits = Json.at(container, "resources", "limits");
        JsonNode requests = Json.at(container, "resources", "requests");
        return COUNTED.stream()
                .allMatch(name ->
                        amount(limits, name).signum() > 0
                                && amount(limits, name).compareTo(amount(requests, name)) == 0);
    }

    private static Quantity amount(JsonNode resources, String name) {
        return Quantity.parse(resources.path(name).asString("0"));
    }
}
