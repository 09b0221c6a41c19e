package dev.kaptan.api.engine.subresource;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;

/** Values at dotted paths such as {@code spec.replicas}. */
final class Dotted {

    private Dotted() {}

    static JsonNode at(JsonNode tree, String path) {
        return Json.at(tree, path.split("\\."));
    }

    static void put(ObjectNode tree, String path, long value) {
        String[] names = path.split("\\.");
        String[] parents = Arrays.copyOf(names, names.length - 1);
        Json.ensureObject(tree, parents).put(names[names.length - 1], value);
    }
}
