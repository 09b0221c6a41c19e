package dev.kaptan.api.model.json;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** JSON text to trees and back, and short ways into trees. All methods are thread-safe. */
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);
    private static final ObjectWriter WRITER = MAPPER.writer();
    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private Json() {}

    /**
     * Parses a whole document; of a field that occurs twice the last one counts.
     *
     * @throws MalformedException where the text is no JSON, naming line, column and offset
     */
    public static JsonNode parse(byte[] json) {
        try {
            JsonNode tree = READER.readTree(json);
            if (tree.isMissingNode()) {
                throw new MalformedException("unexpected end of JSON input", 0);
            }
            return tree;
        } catch (JacksonException e) {
            throw MalformedException.of(e);
        }
    }

    /** As {@link #parse(byte[])}, for text. */
    public static JsonNode parse(String json) {
        return parse(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Parses a document that must be an object. */
    public static ObjectNode parseObject(byte[] json) {
        if (parse(json) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedException("the document is not a JSON object", 0);
    }

    /**
     * Paths of fields that occur more than once in one object, for example {@code spec.replicas}.
     */
    public static List<String> duplicateFields(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            return DuplicateFields.of(parser);
        } catch (JacksonException e) {
            throw MalformedException.of(e);
        }
    }

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Compact UTF-8. */
    public static byte[] bytes(JsonNode tree) {
        return WRITER.writeValueAsBytes(tree);
    }

    /** Indented text for people. */
    public static String pretty(JsonNode tree) {
        return PRETTY.writeValueAsString(tree);
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The node that parsing the number makes; Jackson's int and long nodes are never equal. */
    public static JsonNode number(long value) {
        boolean small = value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
        return small
                ? JsonNodeFactory.instance.numberNode((int) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    /** The node at a path of field names; a missing node where there is none. */
    public static JsonNode at(JsonNode tree, String... path) {
        JsonNode node = tree;
        for (String name : path) {
            node = node.path(name);
        }
        return node;
    }

    /** The text at a path, empty where there is none. */
    public static String text(JsonNode tree, String... path) {
        return at(tree, path).asString("");
    }

    /** The object at a path, or null. */
    public static @Nullable ObjectNode objectAt(JsonNode tree, String... path) {
        return at(tree, path) instanceof ObjectNode object ? object : null;
    }

    /** The elements of an array at a path that are objects. */
    public static List<ObjectNode> objectsAt(JsonNode tree, String... path) {
        var found = new ArrayList<ObjectNode>();
        for (JsonNode element : at(tree, path)) {
            if (element instanceof ObjectNode object) {
                found.add(object);
            }
        }
        return found;
    }

    /** The object at a path, made where it is missing or null. Changes {@code tree}. */
    public static ObjectNode ensureObject(ObjectNode tree, String... path) {
        ObjectNode node = tree;
        for (String name : path) {
            node = node.get(name) instanceof ObjectNode child ? child : node.putObject(name);
        }
        return node;
    }
}
