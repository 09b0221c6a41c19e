package dev.kaptan.api.model.generator;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/**
 * Adds to a definition what the published model lacks, as a {@code types} entry says it:
 *
 * <pre>
 * PodSpec:
 *   lists:
 *     containers: {map: [name], merge: name}
 *     volumes: {map: [name], merge: name, retainKeys: true}
 *     overhead: atomic
 *   defaults: {restartPolicy: Always}
 *   enums: {restartPolicy: [Always, OnFailure, Never]}
 *   refs: {raw: RawExtension}
 *   atomic: true
 * </pre>
 */
final class TypeOverlay {

    private TypeOverlay() {}

    static void apply(
            ObjectNode definition,
            String name,
            @Nullable ObjectNode overlay,
            Map<String, ObjectNode> types) {
        if (overlay == null) {
            return;
        }
        if (overlay.path("atomic").asBoolean(false)) {
            definition.put("x-kubernetes-map-type", "atomic");
        }
        each(overlay, "lists", definition, name, TypeOverlay::list);
        each(overlay, "maps", definition, name, TypeOverlay::map);
        each(
                overlay,
                "defaults",
                definition,
                name,
                (property, value) -> property.set("default", value));
        each(overlay, "enums", definition, name, (property, value) -> property.set("enum", value));
        each(
                overlay,
                "formats",
                definition,
                name,
                (property, value) -> property.set("format", value));
        each(overlay, "refs", definition, name, (property, value) -> ref(property, value, types));
    }

    private interface Step {
        void apply(ObjectNode property, JsonNode value);
    }

    private static void each(
            ObjectNode overlay, String section, ObjectNode definition, String name, Step step) {
        for (Map.Entry<String, JsonNode> entry : overlay.path(section).properties()) {
            if (!(definition.path("properties").path(entry.getKey())
                    instanceof ObjectNode property)) {
                throw new IllegalArgumentException(
                        "%s: %s names %s, which the published model does not have"
                                .formatted(name, section, entry.getKey()));
            }
            step.apply(property, entry.getValue());
        }
    }

    private static void list(ObjectNode property, JsonNode rule) {
        if (rule.isString()) {
            property.put("x-kubernetes-list-type", rule.asString());
            return;
        }
        if (rule.has("map")) {
            property.set("x-kubernetes-list-map-keys", rule.get("map"));
            property.put("x-kubernetes-list-type", "map");
        } else if (rule.has("type")) {
            property.put("x-kubernetes-list-type", rule.get("type").asString());
        }
        if (rule.path("merge").isString()) {
            property.set("x-kubernetes-patch-merge-key", rule.get("merge"));
        }
        strategy(property, rule);
    }

    /** Maps and objects can have a strategy of their own, such as a Deployment's strategy. */
    private static void map(ObjectNode property, JsonNode rule) {
        if (rule.isString()) {
            property.put("x-kubernetes-map-type", rule.asString());
        } else {
            strategy(property, rule);
        }
    }

    private static void strategy(ObjectNode property, JsonNode rule) {
        boolean merges = rule.path("merge").isString() || rule.path("merge").asBoolean(false);
        boolean retains = rule.path("retainKeys").asBoolean(false);
        if (merges || retains) {
            property.put(
                    "x-kubernetes-patch-strategy",
                    String.join(
                            ",",
                            merges && retains
                                    ? List.of("merge", "retainKeys")
                                    : List.of(merges ? "merge" : "retainKeys")));
        }
    }

    private static void ref(ObjectNode property, JsonNode value, Map<String, ObjectNode> types) {
        String target =
                types.keySet().stream()
                        .filter(name -> name.endsWith("." + value.asString()))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException("no type named " + value.asString()));
        if (property.path("items").isObject()) {
            property.set("items", ModelShape.ref(target));
        } else {
            property.remove(List.of("type", "format"));
            property.put("$ref", "#/definitions/" + target);
        }
    }
}
