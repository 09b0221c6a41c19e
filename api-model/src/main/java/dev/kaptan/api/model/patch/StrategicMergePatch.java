package dev.kaptan.api.model.patch;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.schema.Schema;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A merge patch that merges lists by key where the schema says so, with upstream's <a
 * href="https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md">directives</a>.
 */
public final class StrategicMergePatch {

    static final String DIRECTIVE = "$patch";
    private static final String RETAIN_KEYS = "$retainKeys";
    static final String ORDER = "$setElementOrder/";
    static final String DELETE_PRIMITIVES = "$deleteFromPrimitiveList/";

    private StrategicMergePatch() {}

    /**
     * A new object with the patch merged in.
     *
     * @throws ApiException BadRequest where the patch does not fit the schema
     */
    public static ObjectNode apply(ObjectNode document, ObjectNode patch, Schema schema) {
        return merge(document.deepCopy(), patch, schema);
    }

    /** Merges into {@code document} and returns it, or what takes its place. */
    static ObjectNode merge(ObjectNode document, ObjectNode patch, @Nullable Schema schema) {
        switch (patch.path(DIRECTIVE).asString("")) {
            case "replace" -> {
                return withoutDirectives(patch);
            }
            case "delete" -> {
                return Json.object();
            }
            case "", "merge" -> {}
            default -> throw ApiException.badRequest("unknown patch type: " + patch.get(DIRECTIVE));
        }
        retainKeys(document, patch);
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            if (!change.getKey().startsWith("$")) {
                field(document, change.getKey(), change.getValue(), patch, schema);
            }
        }
        orphanedListDirectives(document, patch, schema);
        return document;
    }

    private static void retainKeys(ObjectNode document, ObjectNode patch) {
        JsonNode keys = patch.get(RETAIN_KEYS);
        if (keys == null) {
            return;
        }
        if (!keys.isArray()) {
            throw ApiException.badRequest("invalid patch format of retainKeys: expecting a list");
        }
        Set<String> kept = new HashSet<>();
        keys.forEach(key -> kept.add(key.asString("")));
        for (String name : patch.propertyNames()) {
            if (!name.startsWith("$") && !kept.contains(name) && !patch.path(name).isNull()) {
                throw ApiException.badRequest(
                        "%s: patch contains keys that are not in %s".formatted(name, RETAIN_KEYS));
            }
        }
        document.retain(kept);
    }

    private static void field(
            ObjectNode document,
            String name,
            JsonNode value,
            ObjectNode patch,
            @Nullable Schema parent) {
        Schema schema = SchemaPlace.field(parent, name);
        if (value.isNull()) {
            document.remove(name);
        } else if (value instanceof ObjectNode changes) {
            object(document, name, changes, schema);
        } else if (value instanceof ArrayNode changes) {
            document.set(
                    name,
                    ListMerge.of(schema)
                            .apply(document.path(name), changes, directives(patch, name), name));
        } else {
            document.set(name, value.deepCopy());
        }
    }

    private static void object(
            ObjectNode document, String name, ObjectNode changes, @Nullable Schema schema) {
        boolean replaces =
                schema != null && schema.patchStrategies().contains("replace")
                        || !(document.get(name) instanceof ObjectNode);
        ObjectNode before = replaces ? Json.object() : (ObjectNode) document.path(name).deepCopy();
        if (changes.path(DIRECTIVE).asString("").equals("delete")) {
            document.remove(name);
        } else {
            document.set(name, merge(before, changes, schema));
        }
    }

    private static ListMerge.Directives directives(ObjectNode patch, String name) {
        return new ListMerge.Directives(
                patch.path(ORDER + name), patch.path(DELETE_PRIMITIVES + name));
    }

    /** List directives may come without the list itself, when nothing in it changes. */
    private static void orphanedListDirectives(
            ObjectNode document, ObjectNode patch, @Nullable Schema parent) {
        for (String key : patch.propertyNames()) {
            String name = ListMerge.listOf(key);
            if (name != null && !patch.has(name) && document.get(name) instanceof ArrayNode list) {
                document.set(
                        name,
                        ListMerge.of(SchemaPlace.field(parent, name))
                                .apply(list, Json.array(), directives(patch, name), name));
            }
        }
    }

    /** What a patch says where there is nothing to merge with. */
    static ObjectNode withoutDirectives(ObjectNode patch) {
        ObjectNode clean = Json.object();
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            JsonNode value = entry.getValue();
            if (!entry.getKey().startsWith("$") && !value.isNull()) {
                clean.set(entry.getKey(), cleaned(value));
            }
        }
        return clean;
    }

    private static JsonNode cleaned(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return withoutDirectives(object);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode clean = Json.array();
            List<JsonNode> elements = array.valueStream().toList();
            elements.stream()
                    .filter(element -> !element.has(DIRECTIVE))
                    .forEach(element -> clean.add(cleaned(element)));
            return clean;
        }
        return value.deepCopy();
    }
}
