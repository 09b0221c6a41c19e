package dev.kaptan.api.model.builtin.config;

import dev.kaptan.api.model.json.SameMeaning;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What ConfigMaps and Secrets share: keys, size and immutability. */
final class DataRules {

    /** 1 MiB, upstream's limit of all values together. */
    static final long MOST_BYTES = 1024 * 1024;

    private DataRules() {}

    /** Checks all keys and answers the size of all values in bytes. */
    static long keys(JsonNode data, String path, FieldErrors errors) {
        long size = 0;
        for (Map.Entry<String, JsonNode> entry : data.properties()) {
            String key = entry.getKey();
            errors.invalid(path + "[" + key + "]", key, NameRules.configKey(key));
            size += bytes(entry.getValue().asString(""), path);
        }
        return size;
    }

    private static long bytes(String value, String path) {
        return path.equals("data") || path.equals("stringData")
                ? value.getBytes(StandardCharsets.UTF_8).length
                : decodedLength(value);
    }

    /** How many bytes a base64 text stands for. */
    static long decodedLength(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4L * 3 - padding;
    }

    static void immutable(
            ObjectNode object, ObjectNode old, List<String> fields, FieldErrors errors) {
        if (!old.path("immutable").asBoolean(false)) {
            return;
        }
        if (!object.path("immutable").asBoolean(false)) {
            errors.forbidden("immutable", "field is immutable when `immutable` is set");
        }
        for (String field : fields) {
            if (!SameMeaning.of(object.get(field), old.get(field))) {
                errors.forbidden(field, "field is immutable when `immutable` is set");
            }
        }
    }
}
