package dev.kaptan.api.engine.cache;

import dev.kaptan.api.engine.object.ObjectBytes;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.SelectableField;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * An object as the cache keeps it: its served JSON and the few values that selectors look at.
 *
 * @param key its storage key
 * @param json with the resourceVersion; never changed
 * @param labels the object's labels, null if it has none
 * @param fields values of the kind's selectable fields, in the declaration's order; never changed
 */
public record CachedObject(
        String key, long revision, byte[] json, @Nullable ObjectNode labels, List<String> fields) {

    /**
     * @param object the tree of {@code json}; only labels and fields of it are kept
     */
    public static CachedObject of(
            Kind kind, String key, long revision, byte[] json, ObjectNode object) {
        JsonNode labels = Json.at(object, "metadata", "labels");
        return new CachedObject(
                key,
                revision,
                ObjectBytes.withRevision(json, revision),
                labels instanceof ObjectNode known && !known.isEmpty() ? known : null,
                fields(kind.selectableFields(), object));
    }

    private static List<String> fields(List<SelectableField> declared, ObjectNode object) {
        return declared.stream().map(field -> field.valueOf(object)).toList();
    }

    public ObjectNode tree() {
        return Json.parseObject(json);
    }

    /** The same object as its deletion shows it: with the revision of the deletion. */
    CachedObject deletedAt(long deletion) {
        return new CachedObject(
                key, deletion, ObjectBytes.withRevision(json, deletion), labels, fields);
    }
}
