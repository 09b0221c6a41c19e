package dev.kaptan.gateway.protobuf;

import tools.jackson.databind.JsonNode;

/** Tells scalars that Go wrote only because its protobuf code writes every field. */
final class Zeros {

    private Zeros() {}

    static boolean isUnset(WireField field, JsonNode value) {
        return switch (field.type()) {
            case TEXT -> value.asString().isEmpty();
            case INTEGER -> value.asLong() == 0;
            case FLAG -> !value.asBoolean();
            case NUMBER -> value.asDouble() == 0;
            case BYTES -> false;
            case MESSAGE -> isUnsetTarget(field, value);
        };
    }

    /** The one IntOrString that Go holds by value: 0 means the port itself. */
    private static boolean isUnsetTarget(WireField field, JsonNode value) {
        return field.name().equals("targetPort") && value.isInt() && value.asInt() == 0;
    }
}
