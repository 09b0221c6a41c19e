package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.quantity.Quantity;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What upstream warns of in pod specs that it takes. */
public final class PodWarnings {

    private static final Map<String, String> DEPRECATED_NODE_LABELS =
            Map.of(
                    "beta.kubernetes.io/arch", "use \"kubernetes.io/arch\" instead",
                    "beta.kubernetes.io/os", "use \"kubernetes.io/os\" instead");

    private final List<String> warnings = new ArrayList<>();

    private PodWarnings() {}

    /**
     * @param path where the spec is, {@code spec} or {@code spec.template.spec}
     */
    public static List<String> of(JsonNode spec, String path) {
        var found = new PodWarnings();
        found.nodeLabels(spec.path("nodeSelector"), path + ".nodeSelector");
        for (String list : List.of("initContainers", "containers")) {
            List<ObjectNode> containers = Json.objectsAt(spec, list);
            for (int i = 0; i < containers.size(); i++) {
                found.container(containers.get(i), "%s.%s[%d]".formatted(path, list, i));
            }
        }
        return found.warnings;
    }

    /** A name of a workload that is no DNS label makes pods with surprising host names. */
    public static List<String> ofName(ObjectNode object) {
        String name = Json.text(object, "metadata", "name");
        List<String> objections = NameRules.dnsLabel(name);
        return name.isEmpty() || objections.isEmpty()
                ? List.of()
                : List.of(
                        "metadata.name: this is used in Pod names and hostnames, which can result"
                                + " in surprising behavior; a DNS label is recommended: "
                                + objections);
    }

    private void nodeLabels(JsonNode selector, String path) {
        for (String label : selector.propertyNames()) {
            String instead = DEPRECATED_NODE_LABELS.get(label);
            if (instead != null) {
                warnings.add("%s[%s]: deprecated since v1.14; %s".formatted(path, label, instead));
            }
        }
    }

    private void container(ObjectNode container, String path) {
        Set<String> names = new HashSet<>();
        List<ObjectNode> variables = Json.objectsAt(container, "env");
        for (int i = 0; i < variables.size(); i++) {
            String name = variables.get(i).path("name").asString("");
            if (!names.add(name)) {
                warnings.add(
                        "%s.env[%d]: hides previous definition of \"%s\", which may be dropped when using apply"
                                .formatted(path, i, name));
            }
        }
        ports(Json.objectsAt(container, "ports"), path + ".ports");
        for (String list : List.of("limits", "requests")) {
            memory(container.path("resources").path(list), path + ".resources." + list);
        }
    }

    private void ports(List<ObjectNode> ports, String path) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < ports.size(); i++) {
            ObjectNode port = ports.get(i);
            String key =
                    port.path("containerPort").asString("") + port.path("protocol").asString("");
            Integer first = seen.putIfAbsent(key, i);
            if (first != null) {
                warnings.add(
                        "%s[%d]: duplicate port definition with %s[%d]"
                                .formatted(path, i, path, first));
            }
        }
    }

    private void memory(JsonNode resources, String path) {
        for (String resource : List.of("memory", "ephemeral-storage")) {
            String text = resources.path(resource).asString("0");
            if (!Quantity.parse(text).whole()) {
                warnings.add(
                        "%s[%s]: fractional byte value \"%s\" is invalid, must be an integer"
                                .formatted(path, resource, text));
            }
        }
    }
}
