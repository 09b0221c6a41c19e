package dev.kaptan.api.model.schema;

import dev.kaptan.api.model.schema.Schema.ListType;
import dev.kaptan.api.model.schema.Schema.Type;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one schema says itself, without what it refers to. */
record SchemaFacts(
        Type type,
        String format,
        String definition,
        Map<String, Schema> properties,
        @Nullable Schema items,
        @Nullable Schema additionalProperties,
        List<String> required,
        List<JsonNode> enumeration,
        @Nullable JsonNode defaultValue,
        boolean intOrString,
        boolean preservesUnknownFields,
        ListType listType,
        List<String> listMapKeys,
        Set<String> patchStrategies,
        String patchMergeKey,
        boolean atomicMap,
        ObjectNode constraints) {

    SchemaFacts {
        properties =
                properties.isEmpty()
                        ? Map.of()
                        : Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        required = List.copyOf(required);
        enumeration = List.copyOf(enumeration);
        listMapKeys = List.copyOf(listMapKeys);
        patchStrategies = Set.copyOf(patchStrategies);
    }

    static SchemaFacts anyObject() {
        return new SchemaFacts(
                Type.OBJECT,
                "",
                "",
                Map.of(),
                null,
                null,
                List.of(),
                List.of(),
                null,
                false,
                true,
                ListType.ATOMIC,
                List.of(),
                Set.of(),
                "",
                false,
                JsonNodeFactory.instance.objectNode());
    }
}
