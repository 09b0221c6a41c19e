package dev.kaptan.api.model.schema;

import dev.kaptan.api.model.quantity.Quantity;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Map;

/** Checks that values have the types of their fields, as upstream's typed decoding does. */
public final class TypeCheck {

    private TypeCheck() {}

    /**
     * @throws TypeMismatch for the first value that does not fit
     */
    public static void check(ObjectNode tree, Schema schema) {
        object(tree, schema, new Place("", ""));
    }

    /**
     * Where a value is.
     *
     * @param struct name of the type whose field it is
     * @param path names of the fields from the root, without indices, as Go says it
     */
    private record Place(String struct, String path) {
        Place field(String type, String name) {
            return new Place(type, path.isEmpty() ? name : path + "." + name);
        }
    }

    private static void value(JsonNode value, Schema schema, Place place) {
        if (value.isNull()) {
            return;
        }
        switch (schema.type()) {
            case OBJECT -> object(value, schema, place);
            case ARRAY -> array(value, schema, place);
            case STRING -> string(value, schema, place);
            case INTEGER -> integer(value, schema, place);
            case NUMBER -> require(value.isNumber(), value, schema, place);
            case BOOLEAN -> require(value.isBoolean(), value, schema, place);
            case ANY -> {
                if (schema.intOrString()) {
                    intOrString(value, schema, place);
                }
            }
        }
    }

    private static void object(JsonNode value, Schema schema, Place place) {
        require(value.isObject(), value, schema, place);
        String struct = GoType.simple(schema.definition());
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Schema property = schema.property(entry.getKey());
            if (property != null) {
                value(entry.getValue(), property, place.field(struct, entry.getKey()));
            } else {
                mapValue(entry.getValue(), schema.additionalProperties(), place);
            }
        }
    }

    private static void mapValue(JsonNode value, @Nullable Schema schema, Place place) {
        if (schema != null) {
            value(value, schema, place);
        }
    }

    private static void array(JsonNode value, Schema schema, Place place) {
        require(value.isArray(), value, schema, place);
        Schema items = schema.items();
        if (items != null) {
            value.forEach(element -> value(element, items, place));
        }
    }

    private static void string(JsonNode value, Schema schema, Place place) {
        if (GoType.simple(schema.definition()).equals("Quantity")) {
            quantity(value);
            return;
        }
        require(value.isString(), value, schema, place);
        switch (schema.format()) {
            case "date-time" -> GoTime.check(value.asString(), schema.definition());
            case "byte" -> base64(value.asString());
            default -> {}
        }
    }

    private static void quantity(JsonNode value) {
        try {
            Quantity.parse(value.isString() || value.isNumber() ? value.asString() : "?");
        } catch (IllegalArgumentException e) {
            throw new TypeMismatch(String.valueOf(e.getMessage()));
        }
    }

    private static void base64(String text) {
        try {
            Base64.getDecoder().decode(text.replace("\n", "").replace("\r", ""));
        } catch (IllegalArgumentException e) {
            throw new TypeMismatch("illegal base64 data at input byte " + firstIllegal(text));
        }
    }

    private static int firstIllegal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean legal = Character.isLetterOrDigit(c) && c < 128 || c == '+' || c == '/';
            if (!legal) {
                return i;
            }
        }
        return text.length() / 4 * 4;
    }

    private static void integer(JsonNode value, Schema schema, Place place) {
        require(value.isNumber(), value, schema, place);
        BigDecimal number = value.decimalValue();
        boolean whole = value.isIntegralNumber();
        int bits = schema.format().equals("int32") ? 31 : 63;
        if (!whole || number.toBigInteger().abs().compareTo(BigInteger.ONE.shiftLeft(bits)) >= 0) {
            throw mismatch("number " + value.asString(), schema, place);
        }
    }

    private static void intOrString(JsonNode value, Schema schema, Place place) {
        if (value.isNumber()) {
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw new TypeMismatch(
                        "json: cannot unmarshal number "
                                + value.asString()
                                + " into Go value of type int32");
            }
            return;
        }
        if (!value.isString()) {
            throw new TypeMismatch(
                    "json: cannot unmarshal %s into Go value of type int32"
                            .formatted(TypeMismatch.jsonType(value)));
        }
        require(value.isString(), value, schema, place);
    }

    private static void require(boolean fits, JsonNode value, Schema schema, Place place) {
        if (!fits) {
            throw mismatch(TypeMismatch.jsonType(value), schema, place);
        }
    }

    private static TypeMismatch mismatch(String found, Schema schema, Place place) {
        String type = GoType.of(schema);
        if (place.path().isEmpty()) {
            return new TypeMismatch(
                    "json: cannot unmarshal " + found + " into Go value of type " + type);
        }
        return new TypeMismatch(
                "json: cannot unmarshal %s into Go struct field %s.%s of type %s"
                        .formatted(found, place.struct(), place.path(), type));
    }
}
