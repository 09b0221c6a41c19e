package dev.kaptan.api.model.patch;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.schema.Schema;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** How a list takes a strategic merge patch: as a whole, as a set, or element by element. */
sealed interface ListMerge {

    /**
     * @param order keys or values in the order wanted, missing where the patch has none
     * @param deletions primitives to remove, missing where the patch has none
     */
    record Directives(JsonNode order, JsonNode deletions) {}

    /** The merged list; the inputs stay as they are. */
    ArrayNode apply(JsonNode before, ArrayNode changes, Directives directives, String name);

    static ListMerge of(@Nullable Schema schema) {
        if (schema == null || !schema.patchStrategies().contains("merge")) {
            return new Whole();
        }
        return schema.patchMergeKey().isEmpty()
                ? new Primitives()
                : new Elements(schema.patchMergeKey(), schema.items());
    }

    /** The list that a key such as {@code $setElementOrder/containers} is about, or null. */
    static @Nullable String listOf(String key) {
        for (String prefix :
                List.of(StrategicMergePatch.ORDER, StrategicMergePatch.DELETE_PRIMITIVES)) {
            if (key.startsWith(prefix)) {
                return key.substring(prefix.length());
            }
        }
        return null;
    }

    /** The patch takes the list's place. */
    record Whole() implements ListMerge {
        @Override
        public ArrayNode apply(
                JsonNode before, ArrayNode changes, Directives directives, String name) {
            return changes.deepCopy();
        }
    }

    /** A set of primitives: added ones are appended, named ones removed. */
    record Primitives() implements ListMerge {
        @Override
        public ArrayNode apply(
                JsonNode before, ArrayNode changes, Directives directives, String name) {
            var merged = new ArrayList<>(before.valueStream().toList());
            List<JsonNode> deletions = directives.deletions().valueStream().toList();
            merged.removeAll(deletions);
            changes.forEach(value -> {
                if (!merged.contains(value)) {
                    merged.add(value);
                }
            });
            List<JsonNode> order = directives.order().valueStream().toList();
            return array(ElementOrder.sort(merged, order, element -> element));
        }
    }

    /** Objects told apart by a field. */
    record Elements(String key, @Nullable Schema schema) implements ListMerge {

        @Override
        public ArrayNode apply(
                JsonNode before, ArrayNode changes, Directives directives, String name) {
            boolean replaces = changes.valueStream().anyMatch(Elements::replacesAll);
            var merged = new ArrayList<JsonNode>();
            if (!replaces) {
                before.forEach(element -> merged.add(element.deepCopy()));
            }
            for (JsonNode change : changes) {
                if (!replacesAll(change)) {
                    element(merged, change, name);
                }
            }
            List<JsonNode> order =
                    directives.order().valueStream().map(each -> each.path(key)).toList();
            return array(ElementOrder.sort(merged, order, element -> element.path(key)));
        }

        private static boolean replacesAll(JsonNode change) {
            return change.size() == 1
                    && change.path(StrategicMergePatch.DIRECTIVE).asString("").equals("replace");
        }

        private void element(List<JsonNode> merged, JsonNode change, String name) {
            if (!(change instanceof ObjectNode patch) || !patch.has(key)) {
                throw ApiException.badRequest(
                        "map: %s does not contain declared merge key: %s".formatted(change, key));
            }
            int index = indexOf(merged, patch.path(key));
            switch (patch.path(StrategicMergePatch.DIRECTIVE).asString("")) {
                case "delete" -> merged.removeIf(each -> each.path(key).equals(patch.path(key)));
                case "replace" -> put(merged, index, StrategicMergePatch.withoutDirectives(patch));
                case "", "merge" -> put(merged, index, mergedElement(merged, index, patch));
                default ->
                        throw ApiException.badRequest(
                                "%s: unknown patch type: %s"
                                        .formatted(name, patch.get(StrategicMergePatch.DIRECTIVE)));
            }
        }

        private ObjectNode mergedElement(List<JsonNode> merged, int index, ObjectNode patch) {
            ObjectNode before = index < 0 ? Json.object() : (ObjectNode) merged.get(index);
            return StrategicMergePatch.merge(before, patch, schema);
        }

        private static void put(List<JsonNode> merged, int index, ObjectNode element) {
            if (index < 0) {
                merged.add(element);
            } else {
                merged.set(index, element);
            }
        }

        private int indexOf(List<JsonNode> elements, JsonNode value) {
            for (int i = 0; i < elements.size(); i++) {
                if (elements.get(i).path(key).equals(value)) {
                    return i;
                }
            }
            return -1;
        }
    }

    private static ArrayNode array(List<JsonNode> elements) {
        ArrayNode array = Json.array();
        elements.forEach(element -> array.add(element.deepCopy()));
        return array;
    }
}
