package dev.kaptan.api.model.protobuf;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of a message by number.
 *
 * @param name full name, {@code k8s.io.api.core.v1.PodSpec}
 */
record Message(String name, Map<Integer, Field> fields) {

    enum Shape {
        ONE,
        LIST,
        MAP
    }

    /** Wire types of scalars, as descriptors call them. */
    enum Type {
        BOOL,
        INT32,
        INT64,
        DOUBLE,
        STRING,
        BYTES,
        MESSAGE
    }

    /**
     * @param name JSON name; empty where the fields of the message stand in the outer object
     * @param message name of the field's message; empty for scalars
     * @param zeroMatters whether zero is a value and not the absence of one
     */
    record Field(String name, Shape shape, Type type, String message, boolean zeroMatters) {

        static Field read(JsonNode json) {
            return new Field(
                    json.path("name").asString(),
                    Shape.valueOf(json.path("shape").asString("one").toUpperCase(Locale.ROOT)),
                    Type.valueOf(json.path("type").asString().toUpperCase(Locale.ROOT)),
                    json.path("message").asString(""),
                    json.path("zero").asBoolean(false));
        }

        boolean inlined() {
            return name.isEmpty();
        }
    }

    static Message read(String name, ObjectNode json) {
        var fields = new HashMap<Integer, Field>();
        json.properties()
                .forEach(entry ->
                        fields.put(Integer.parseInt(entry.getKey()), Field.read(entry.getValue())));
        return new Message(name, Map.copyOf(fields));
    }

    @Nullable Field field(int number) {
        return fields.get(number);
    }
}
