package dev.kaptan.api.model.schema;

import dev.kaptan.api.model.schema.Schema.ListType;
import dev.kaptan.api.model.schema.Schema.Type;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads schemas off their OpenAPI form. */
public final class SchemaReader {

    private static final List<String> CONSTRAINTS =
            List.of(
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "multipleOf",
                    "minLength",
                    "maxLength",
                    "pattern",
                    "minItems",
                    "maxItems",
                    "uniqueItems",
                    "minProperties",
                    "maxProperties",
                    "nullable",
                    "x-kubernetes-validations");

    /** Shared, because nearly all of thousands of schemas have none; never handed out to change. */
    private static final ObjectNode UNCONSTRAINED = JsonNodeFactory.instance.objectNode();

    private final Function<String, Schema> definitions;

    /**
     * @param definitions the schema of a definition by the text behind the last slash of {@code
     *     $ref}
     */
    public SchemaReader(Function<String, Schema> definitions) {
        this.definitions = definitions;
    }

    static SchemaReader withoutReferences() {
        return new SchemaReader(name -> {
            throw new IllegalArgumentException("schema must not have $ref, found " + name);
        });
    }

    public Schema read(JsonNode json) {
        return read("", json);
    }

    /** As {@link #read(JsonNode)}, for a definition that has a name. */
    public Schema read(String definition, JsonNode json) {
        return new Schema(facts(definition, json), reference(json));
    }

    private @Nullable Reference reference(JsonNode json) {
        String ref = json.path("$ref").asString("");
        if (ref.isEmpty()) {
            return null;
        }
        String name = ref.substring(ref.lastIndexOf('/') + 1);
        return new Reference(() -> definitions.apply(name));
    }

    private SchemaFacts facts(String definition, JsonNode json) {
        boolean intOrString =
                json.path("x-kubernetes-int-or-string").asBoolean(false)
                        || json.path("format").asString("").equals("int-or-string");
        return new SchemaFacts(
                intOrString ? Type.ANY : type(json),
                json.path("format").asString(""),
                definition,
                properties(json.path("properties")),
                json.has("items") ? read(json.get("items")) : null,
                additionalProperties(json.path("additionalProperties")),
                texts(json.path("required")),
                json.path("enum").valueStream().toList(),
                json.get("default"),
                intOrString,
                json.path("x-kubernetes-preserve-unknown-fields").asBoolean(false),
                listType(json.path("x-kubernetes-list-type").asString("")),
                texts(json.path("x-kubernetes-list-map-keys")),
                patchStrategies(json.path("x-kubernetes-patch-strategy").asString("")),
                json.path("x-kubernetes-patch-merge-key").asString(""),
                json.path("x-kubernetes-map-type").asString("").equals("atomic"),
                constraints(json));
    }

    private Map<String, Schema> properties(JsonNode json) {
        var properties = new LinkedHashMap<String, Schema>();
        json.properties().forEach(entry -> properties.put(entry.getKey(), read(entry.getValue())));
        return properties;
    }

    private @Nullable Schema additionalProperties(JsonNode json) {
        if (json.isObject()) {
            return read(json);
        }
        return json.asBoolean(false) ? read(JsonNodeFactory.instance.objectNode()) : null;
    }

    private static Type type(JsonNode json) {
        return switch (json.path("type").asString("")) {
            case "object" -> Type.OBJECT;
            case "array" -> Type.ARRAY;
            case "string" -> Type.STRING;
            case "integer" -> Type.INTEGER;
            case "number" -> Type.NUMBER;
            case "boolean" -> Type.BOOLEAN;
            default -> json.has("properties") ? Type.OBJECT : Type.ANY;
        };
    }

    private static ListType listType(String name) {
        return switch (name) {
            case "map" -> ListType.MAP;
            case "set" -> ListType.SET;
            default -> ListType.ATOMIC;
        };
    }

    private static Set<String> patchStrategies(String list) {
        return list.isEmpty() ? Set.of() : Set.of(list.split(","));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(node -> node.asString("")).toList();
    }

    private static ObjectNode constraints(JsonNode json) {
        if (CONSTRAINTS.stream().noneMatch(json::has)) {
            return UNCONSTRAINED;
        }
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        for (String name : CONSTRAINTS) {
            if (json.has(name)) {
                found.set(name, json.get(name));
            }
        }
        return found;
    }
}
