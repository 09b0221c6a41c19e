package dev.kaptan.api.model;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.schema.Schema;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.SplittableRandom;

/** Objects that have the right types and otherwise make no sense. */
final class RandomObjects {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] WORDS = {"", "a", "web-1", "Always", "10.0.0.1", "Web_X", "TCP"};
    private static final String[] QUANTITIES = {"1", "250m", "1Gi", "0", "-3", "1e3"};

    private final SplittableRandom random;

    RandomObjects(long seed) {
        this.random = new SplittableRandom(seed);
    }

    ObjectNode of(Kind kind) {
        ObjectNode object = object(kind.schema(), 7);
        return object.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
    }

    private ObjectNode object(Schema schema, int depth) {
        ObjectNode object = Json.object();
        for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
            boolean scalar = property.getValue().properties().isEmpty();
            if (depth > 0 && random.nextInt(scalar ? 3 : 2) == 0) {
                object.set(property.getKey(), value(property.getValue(), depth - 1));
            }
        }
        if (schema.additionalProperties() != null) {
            object.set("k" + random.nextInt(3), value(schema.additionalProperties(), depth - 1));
        }
        return object;
    }

    private JsonNode value(Schema schema, int depth) {
        return switch (schema.type()) {
            case OBJECT -> object(schema, depth);
            case ARRAY -> array(schema, depth);
            case STRING -> NODES.stringNode(text(schema));
            case INTEGER -> NODES.numberNode(random.nextInt(-2, 70_000));
            case NUMBER -> NODES.numberNode(random.nextInt(9));
            case BOOLEAN -> NODES.booleanNode(random.nextBoolean());
            case ANY -> random.nextBoolean() ? NODES.numberNode(80) : NODES.stringNode("25%");
        };
    }

    private JsonNode array(Schema schema, int depth) {
        var array = Json.array();
        Schema items = schema.items();
        for (int i = random.nextInt(3); i > 0 && items != null; i--) {
            array.add(value(items, depth));
        }
        return array;
    }

    private String text(Schema schema) {
        if (schema.definition().endsWith(".Quantity")) {
            return QUANTITIES[random.nextInt(QUANTITIES.length)];
        }
        return switch (schema.format()) {
            case "date-time" -> "2026-01-01T0%d:00:00+02:00".formatted(random.nextInt(9));
            case "byte" -> "YQ==";
            default -> WORDS[random.nextInt(WORDS.length)];
        };
    }
}
