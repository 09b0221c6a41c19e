package dev.kaptan.api.model.openapi;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/** Turns definitions of Swagger 2.0 into component schemas of OpenAPI 3.0. */
final class V3Schemas {

    static final String REF = "#/components/schemas/";

    private V3Schemas() {}

    static ObjectNode of(String name, ObjectNode definition) {
        ObjectNode schema = convert(definition);
        if (name.endsWith(".IntOrString")) {
            alternatives(schema, "integer", "string");
        } else if (name.endsWith(".Quantity")) {
            alternatives(schema, "string", "number");
        }
        return schema;
    }

    private static void alternatives(ObjectNode schema, String one, String other) {
        schema.remove("type");
        schema.putArray("oneOf").add(type(one)).add(type(other));
    }

    private static ObjectNode type(String name) {
        return Json.object().put("type", name);
    }

    private static ObjectNode convert(JsonNode source) {
        ObjectNode schema = Json.object();
        for (Map.Entry<String, JsonNode> entry : source.properties()) {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "$ref" -> {}
                case "properties" -> {
                    ObjectNode properties = schema.putObject("properties");
                    value.properties()
                            .forEach(each ->
                                    properties.set(each.getKey(), convert(each.getValue())));
                }
                case "items", "additionalProperties" ->
                        schema.set(entry.getKey(), value.isObject() ? convert(value) : value);
                default -> schema.set(entry.getKey(), value);
            }
        }
        refer(schema, source.path("$ref").asString(""));
        return schema;
    }

    /** A reference may have no neighbours in 3.0, so that it stands in an allOf beside them. */
    private static void refer(ObjectNode schema, String ref) {
        if (ref.isEmpty()) {
            return;
        }
        String target = REF + ref.substring(ref.lastIndexOf('/') + 1);
        if (schema.isEmpty()) {
            schema.put("$ref", target);
        } else {
            schema.putArray("allOf").addObject().put("$ref", target);
        }
    }
}
