package dev.kaptan.api.model.table;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A cell's value, computed from an object at a moment. */
@FunctionalInterface
interface Cell {

    String NONE = "<none>";

    JsonNode of(ObjectNode object, Instant now);

    static Cell text(Function<ObjectNode, String> function) {
        return (object, now) -> JsonNodeFactory.instance.stringNode(function.apply(object));
    }

    static Cell number(ToLongFunction<ObjectNode> function) {
        return (object, now) -> JsonNodeFactory.instance.numberNode(function.applyAsLong(object));
    }

    /** The text, or another one where it is empty. */
    static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
