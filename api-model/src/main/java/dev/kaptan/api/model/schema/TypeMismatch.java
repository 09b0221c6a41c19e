package dev.kaptan.api.model.schema;

import tools.jackson.databind.JsonNode;

/** A value of another type than its field has; the message is what Go's decoder says. */
public final class TypeMismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TypeMismatch(String message) {
        super(message, null, false, false);
    }

    /** {@code string}, {@code number}, {@code bool}, {@code array} or {@code object}. */
    public static String jsonType(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING, BINARY -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            default -> "object";
        };
    }
}
