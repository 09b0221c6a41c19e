package dev.kaptan.api.model.generator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which scalar fields mean something when they are zero. Go writes a zero into protobuf for a plain
 * field that JSON omits and for a pointer that JSON keeps; descriptors do not tell them apart.
 */
final class ZeroValues {

    private final Map<String, Set<String>> pointers = new HashMap<>();

    /**
     * @param pointersByType names of fields that are pointers to scalars, by simple type name
     */
    ZeroValues(ObjectNode pointersByType) {
        pointersByType
                .properties()
                .forEach(type -> {
                    var fields = new HashSet<String>();
                    type.getValue().forEach(field -> fields.add(field.asString()));
                    pointers.put(type.getKey(), fields);
                });
    }

    boolean matter(String message, String field, JsonNode required) {
        var type = DefinitionNames.simple(message);
        return pointers.getOrDefault(type, Set.of()).contains(field)
                || required.valueStream().anyMatch(name -> name.asString().equals(field));
    }
}
