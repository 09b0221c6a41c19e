package dev.kaptan.gateway.protobuf;

/**
 * A field of a message as {@code wire-fields.txt} declares it.
 *
 * @param type what a value of it is; of a map, what its values are
 * @param message full name of the message type, empty for scalars
 * @param meaningfulZero whether Go holds it by pointer, so that a zero on the wire was meant; other
 *     scalars are written even where nobody set them
 */
record WireField(String name, Shape shape, Type type, String message, boolean meaningfulZero) {

    /** How often a field occurs, and where its value goes. */
    enum Shape {
        SINGLE,
        LIST,
        MAP,
        /** A message whose fields are the outer object's in JSON (Go's {@code json:",inline"}). */
        INLINE
    }

    enum Type {
        TEXT,
        INTEGER,
        FLAG,
        BYTES,
        NUMBER,
        MESSAGE
    }

    /** Parses {@code name type}, for example {@code replicas i?} or {@code volumes *k8s.Volume}. */
    static WireField parse(String name, String declared) {
        var shape =
                switch (declared.charAt(0)) {
                    case '*' -> Shape.LIST;
                    case '%' -> Shape.MAP;
                    case '>' -> Shape.INLINE;
                    default -> Shape.SINGLE;
                };
        var type = shape == Shape.SINGLE ? declared : declared.substring(1);
        boolean pointer = type.endsWith("?");
        var plain = pointer ? type.substring(0, type.length() - 1) : type;
        var scalar = scalar(plain);
        return new WireField(name, shape, scalar, scalar == Type.MESSAGE ? plain : "", pointer);
    }

    private static Type scalar(String code) {
        return switch (code) {
            case "s" -> Type.TEXT;
            case "i" -> Type.INTEGER;
            case "b" -> Type.FLAG;
            case "y" -> Type.BYTES;
            case "d" -> Type.NUMBER;
            default -> Type.MESSAGE;
        };
    }
}
