package dev.kaptan.api.model.patch;

import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;

/** <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>. */
public final class JsonPatch {

    /** Upstream's limit; more in one request would be a way to keep a server busy. */
    private static final int MOST_OPERATIONS = 10_000;

    private JsonNode document;

    private JsonPatch(JsonNode document) {
        this.document = document;
    }

    /**
     * A new document with all operations done, or none: the inputs stay as they are.
     *
     * @throws ApiException BadRequest where the patch is malformed, Invalid where it cannot be
     *     applied, RequestEntityTooLarge over 10,000 operations
     */
    public static JsonNode apply(JsonNode document, JsonNode patch) {
        if (!(patch instanceof ArrayNode operations)) {
            throw ApiException.badRequest(
                    "error decoding patch: json: cannot unmarshal object into Go value of type"
                            + " jsonpatch.Patch");
        }
        if (operations.size() > MOST_OPERATIONS) {
            throw ApiException.tooManyOperations(operations.size(), MOST_OPERATIONS);
        }
        var run = new JsonPatch(document.deepCopy());
        operations.forEach(run::step);
        return run.document;
    }

    private void step(JsonNode operation) {
        String name = operation.path("op").asString("");
        JsonPointer path = pointer(operation, "path", name);
        switch (name) {
            case "add" -> add(path, value(operation, name));
            case "remove" -> remove(path, name);
            case "replace" -> replace(path, value(operation, name));
            case "move" -> move(pointer(operation, "from", name), path);
            case "copy" -> copy(pointer(operation, "from", name), path);
            case "test" -> test(path, value(operation, name));
            default -> throw ApiException.unprocessable("Unexpected kind: " + name);
        }
    }

    private static JsonPointer pointer(JsonNode operation, String field, String name) {
        JsonNode text = operation.path(field);
        if (!text.isString()) {
            throw ApiException.unprocessable(
                    "%s operation failed to decode %s: missing value".formatted(name, field));
        }
        return JsonPointer.parse(text.asString());
    }

    private static JsonNode value(JsonNode operation, String name) {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw ApiException.unprocessable(
                    name + " operation failed to decode value: missing value");
        }
        return value.deepCopy();
    }

    private void add(JsonPointer path, JsonNode value) {
        if (path.root()) {
            document = value;
            return;
        }
        switch (path.parent().in(document)) {
            case ObjectNode object -> object.set(path.last(), value);
            case ArrayNode array -> insert(array, path, value);
            default -> throw missing("add", path);
        }
    }

    private static void insert(ArrayNode array, JsonPointer path, JsonNode value) {
        int index = path.last().equals("-") ? array.size() : JsonPointer.index(path.last());
        if (index < 0 || index > array.size()) {
            throw ApiException.unprocessable(
                    "add operation does not apply: doc is missing path: \"%s\": invalid index referenced: %s"
                            .formatted(path.text(), path.last()));
        }
        array.insert(index, value);
    }

    private void remove(JsonPointer path, String operation) {
        if (path.root() || path.in(document).isMissingNode()) {
            throw missing(operation, path);
        }
        switch (path.parent().in(document)) {
            case ObjectNode object -> object.remove(path.last());
            case ArrayNode array -> array.remove(JsonPointer.index(path.last()));
            default -> throw missing(operation, path);
        }
    }

    private void replace(JsonPointer path, JsonNode value) {
        if (path.in(document).isMissingNode()) {
            throw missing("replace", path);
        }
        if (path.root()) {
            document = value;
            return;
        }
        switch (path.parent().in(document)) {
            case ObjectNode object -> object.set(path.last(), value);
            case ArrayNode array -> array.set(JsonPointer.index(path.last()), value);
            default -> throw missing("replace", path);
        }
    }

    private void move(JsonPointer from, JsonPointer to) {
        if (to.within(from) && !to.equals(from)) {
            throw ApiException.unprocessable(
                    "move operation does not apply: \"%s\" lies within \"%s\""
                            .formatted(to.text(), from.text()));
        }
        JsonNode value = source(from, "move");
        remove(from, "move");
        add(to, value);
    }

    private void copy(JsonPointer from, JsonPointer to) {
        add(to, source(from, "copy").deepCopy());
    }

    private JsonNode source(JsonPointer from, String operation) {
        JsonNode value = from.in(document);
        if (value.isMissingNode()) {
            throw missing(operation, from);
        }
        return value;
    }

    private void test(JsonPointer path, JsonNode expected) {
        JsonNode found = path.in(document);
        boolean bothNull = found.isMissingNode() && expected.isNull();
        if (!bothNull && !same(found, expected)) {
            throw ApiException.unprocessable(
                    "testing value " + path.text() + " failed: test failed");
        }
    }

    /** JSON equality: numbers by value, whatever their notation. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber() ? compare(a, b) : a.equals(b) ? 0 : 1,
                other);
    }

    private static int compare(JsonNode one, JsonNode other) {
        BigDecimal left = one.decimalValue();
        return left.compareTo(other.decimalValue());
    }

    /** What upstream's library says where a path leads nowhere: it tells parent and key apart. */
    private ApiException missing(String operation, JsonPointer path) {
        boolean parentThere = !path.root() && path.parent().in(document).isContainer();
        return ApiException.unprocessable(
                switch (parentThere ? operation : "") {
                    case "remove", "move" ->
                            "error in remove for path: '%s': Unable to remove nonexistent key: %s: missing value"
                                    .formatted(path.text(), path.last());
                    case "replace" ->
                            "replace operation does not apply: doc is missing key: %s: missing value"
                                    .formatted(path.text());
                    default ->
                            "%s operation does not apply: doc is missing path: \"%s\": missing value"
                                    .formatted(operation, path.text());
                });
    }
}
