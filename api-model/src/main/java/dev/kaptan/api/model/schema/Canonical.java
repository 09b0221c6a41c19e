package dev.kaptan.api.model.schema;

import dev.kaptan.api.model.quantity.Quantity;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Quantities and times in the one form that upstream's types write: {@code 0.5} becomes {@code
 * 500m}, {@code 2026-01-01T02:00:00+02:00} becomes {@code 2026-01-01T00:00:00Z}.
 */
public final class Canonical {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private Canonical() {}

    /** Rewrites scalars in {@code tree} itself, which {@link TypeCheck} has passed. */
    public static void apply(ObjectNode tree, Schema schema) {
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            Schema property = schema.property(entry.getKey());
            Schema child = property != null ? property : schema.additionalProperties();
            if (child != null) {
                entry.setValue(value(entry.getValue(), child));
            }
        }
    }

    private static JsonNode value(JsonNode value, Schema schema) {
        if (value instanceof ObjectNode object) {
            apply(object, schema);
        } else if (value instanceof ArrayNode array) {
            elements(array, schema.items());
        } else if (schema.type() == Schema.Type.STRING && !schema.definition().isEmpty()) {
            return scalar(value, GoType.simple(schema.definition()));
        }
        return value;
    }

    private static void elements(ArrayNode array, @Nullable Schema items) {
        if (items != null) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, value(array.get(i), items));
            }
        }
    }

    private static JsonNode scalar(JsonNode value, String type) {
        String text = value.asString("");
        String canonical =
                switch (type) {
                    case "Quantity" -> Quantity.parse(text).toString();
                    case "Time" -> time(text, SECONDS);
                    case "MicroTime" -> time(text, MICROS);
                    default -> text;
                };
        boolean same = value.isString() && canonical.equals(text);
        return same ? value : JsonNodeFactory.instance.stringNode(canonical);
    }

    private static String time(String text, DateTimeFormatter format) {
        return OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).format(format);
    }
}
