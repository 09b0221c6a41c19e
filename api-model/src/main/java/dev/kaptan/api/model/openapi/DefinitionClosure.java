package dev.kaptan.api.model.openapi;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Definitions and everything that they refer to. */
final class DefinitionClosure {

    private DefinitionClosure() {}

    /**
     * @param source a definition's OpenAPI v2 form by its name
     */
    static Map<String, ObjectNode> of(
            Collection<String> roots, Function<String, ObjectNode> source) {
        var found = new TreeMap<String, ObjectNode>();
        var open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            String name = open.removeFirst();
            if (!name.isEmpty() && !found.containsKey(name)) {
                ObjectNode definition = source.apply(name);
                found.put(name, definition);
                references(definition, open::add);
            }
        }
        return found;
    }

    private static void references(JsonNode node, Consumer<String> consumer) {
        JsonNode ref = node.path("$ref");
        if (ref.isString()) {
            consumer.accept(ref.asString().substring(ref.asString().lastIndexOf('/') + 1));
        }
        node.forEach(child -> references(child, consumer));
    }
}
