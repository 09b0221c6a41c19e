package dev.kaptan.api.model.patch;

import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;

import java.util.ArrayList;
import java.util.List;

/**
 * <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>, with JSON Patch's array index
 * rules.
 */
record JsonPointer(String text, List<String> tokens) {

    static JsonPointer parse(String text) {
        if (text.isEmpty()) {
            return new JsonPointer(text, List.of());
        }
        if (text.charAt(0) != '/') {
            throw ApiException.badRequest(
                    "json patch: path must start with a slash: \"" + text + "\"");
        }
        var tokens = new ArrayList<String>();
        for (String token : text.substring(1).split("/", -1)) {
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return new JsonPointer(text, List.copyOf(tokens));
    }

    boolean root() {
        return tokens.isEmpty();
    }

    String last() {
        return tokens.getLast();
    }

    JsonPointer parent() {
        return new JsonPointer(
                text.substring(0, text.lastIndexOf('/')), tokens.subList(0, tokens.size() - 1));
    }

    /** Whether this place is {@code other} or within it. */
    boolean within(JsonPointer other) {
        return tokens.size() >= other.tokens.size()
                && tokens.subList(0, other.tokens.size()).equals(other.tokens);
    }

    /** The node at this place, a missing one where there is none. */
    JsonNode in(JsonNode document) {
        JsonNode node = document;
        for (String token : tokens) {
            node = node instanceof ArrayNode array ? element(array, token) : node.path(token);
        }
        return node;
    }

    private static JsonNode element(ArrayNode array, String token) {
        int index = index(token);
        return index < 0 ? MissingNode.getInstance() : array.path(index);
    }

    /** An array index, or -1 where the token is none: no sign, no leading zero. */
    static int index(String token) {
        if (!token.matches("0|[1-9][0-9]{0,8}")) {
            return -1;
        }
        return Integer.parseInt(token);
    }
}
