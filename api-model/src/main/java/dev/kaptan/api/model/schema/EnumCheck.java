package dev.kaptan.api.model.schema;

import dev.kaptan.api.model.status.FieldErrors;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** Checks values against the enumerations that a schema declares. */
public final class EnumCheck {

    private EnumCheck() {}

    public static void check(ObjectNode tree, Schema schema, FieldErrors errors) {
        object(tree, schema, "", errors);
    }

    private static void object(JsonNode tree, Schema schema, String path, FieldErrors errors) {
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            Schema property = schema.property(entry.getKey());
            if (property != null) {
                String child = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                value(entry.getValue(), property, child, errors);
            }
        }
    }

    private static void value(
            JsonNode value, @Nullable Schema schema, String path, FieldErrors errors) {
        if (schema == null) {
            return;
        }
        if (value.isObject()) {
            object(value, schema, path, errors);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                value(value.get(i), schema.items(), path + "[" + i + "]", errors);
            }
        } else {
            scalar(value, schema.enumeration(), path, errors);
        }
    }

    private static void scalar(
            JsonNode value, List<JsonNode> allowed, String path, FieldErrors errors) {
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            errors.notSupported(
                    path, value.asString(""), allowed.stream().map(JsonNode::asString).toList());
        }
    }
}
