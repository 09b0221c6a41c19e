package dev.kaptan.api.model.patch;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/** <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>. */
public final class MergePatch {

    private MergePatch() {}

    /** A new document with the patch merged in. */
    public static JsonNode apply(JsonNode document, JsonNode patch) {
        return merge(document.deepCopy(), patch);
    }

    private static JsonNode merge(JsonNode document, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch.deepCopy();
        }
        ObjectNode merged = Json.object();
        if (document instanceof ObjectNode before) {
            merged.setAll(before);
        }
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            if (change.getValue().isNull()) {
                merged.remove(change.getKey());
            } else {
                merged.set(change.getKey(), merge(merged.path(change.getKey()), change.getValue()));
            }
        }
        return merged;
    }
}
