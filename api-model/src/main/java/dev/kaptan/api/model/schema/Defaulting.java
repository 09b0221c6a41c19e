package dev.kaptan.api.model.schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/** Sets the defaults that a schema declares. */
public final class Defaulting {

    private Defaulting() {}

    /** A copy of {@code tree} with all defaults set. */
    public static ObjectNode defaulted(ObjectNode tree, Schema schema) {
        ObjectNode copy = tree.deepCopy();
        apply(copy, schema);
        return copy;
    }

    /**
     * Sets all defaults in {@code tree} itself. A field that is missing, or null with a default,
     * gets the default; what a default brings is defaulted in turn.
     */
    public static void apply(ObjectNode tree, Schema schema) {
        object(tree, schema);
    }

    private static void any(@Nullable JsonNode node, Schema schema) {
        if (node instanceof ObjectNode object) {
            object(object, schema);
        } else if (node != null && node.isArray()) {
            Schema items = schema.items();
            if (items != null) {
                node.forEach(element -> any(element, items));
            }
        }
    }

    private static void object(ObjectNode object, Schema schema) {
        for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
            JsonNode value = object.get(property.getKey());
            if (value == null || value.isNull()) {
                value = setDefault(object, property.getKey(), property.getValue());
            }
            if (value != null && value.isContainer()) {
                any(value, property.getValue());
            }
        }
        Schema values = schema.additionalProperties();
        if (values != null) {
            object.values().forEach(value -> any(value, values));
        }
    }

    private static @Nullable JsonNode setDefault(ObjectNode object, String name, Schema schema) {
        JsonNode value = schema.defaultValue();
        if (value != null) {
            value = value.deepCopy();
            object.set(name, value);
        }
        return value;
    }
}
