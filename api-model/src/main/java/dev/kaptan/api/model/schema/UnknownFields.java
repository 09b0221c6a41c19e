package dev.kaptan.api.model.schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Finds and prunes what a schema does not know. Field names are compared exactly. */
public final class UnknownFields {

    private final List<String> found = new ArrayList<>();

    private UnknownFields() {}

    /**
     * Removes unknown fields, and null values of known ones, from {@code tree} itself.
     *
     * @return paths of the unknown fields such as {@code spec.containers[0].foo}, in document order
     */
    public static List<String> removeFrom(ObjectNode tree, Schema schema) {
        var pruning = new UnknownFields();
        pruning.object(tree, schema, "");
        return pruning.found;
    }

    private void value(JsonNode value, @Nullable Schema schema, String path) {
        if (schema == null) {
            return;
        }
        if (value instanceof ObjectNode object) {
            object(object, schema, path);
        } else if (value.isArray() && schema.items() != null) {
            for (int i = 0; i < value.size(); i++) {
                value(value.get(i), schema.items(), path + "[" + i + "]");
            }
        }
    }

    private void object(ObjectNode object, Schema schema, String path) {
        boolean open = schema.preservesUnknownFields() || schema.type() == Schema.Type.ANY;
        Iterator<Map.Entry<String, JsonNode>> entries = object.properties().iterator();
        while (entries.hasNext()) {
            var entry = entries.next();
            String child = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            Schema property = schema.property(entry.getKey());
            if (property != null) {
                known(entries, entry.getValue(), property, child);
            } else if (schema.additionalProperties() != null) {
                value(entry.getValue(), schema.additionalProperties(), child);
            } else if (!open) {
                found.add(child);
                entries.remove();
            }
        }
    }

    private void known(
            Iterator<Map.Entry<String, JsonNode>> entries,
            JsonNode value,
            Schema schema,
            String path) {
        if (value.isNull()) {
            entries.remove();
        } else {
            value(value, schema, path);
        }
    }
}
