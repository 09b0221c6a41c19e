package dev.kaptan.api.model.schema;

/** The names that upstream's decoder gives to types in its errors. */
final class GoType {

    private GoType() {}

    /** {@code PodSpec} of {@code io.k8s.api.core.v1.PodSpec}. */
    static String simple(String definition) {
        return definition.substring(definition.lastIndexOf('.') + 1);
    }

    static String of(Schema schema) {
        Schema items = schema.items();
        Schema values = schema.additionalProperties();
        return switch (schema.type()) {
            case STRING -> string(schema);
            case INTEGER -> schema.format().isEmpty() ? "int64" : schema.format();
            case NUMBER -> "float64";
            case BOOLEAN -> "bool";
            case ARRAY -> "[]" + (items == null ? "interface {}" : of(items));
            case OBJECT -> values == null ? struct(schema) : "map[string]" + of(values);
            case ANY -> schema.intOrString() ? "intstr.IntOrString" : "interface {}";
        };
    }

    private static String string(Schema schema) {
        if (schema.format().equals("byte")) {
            return "[]uint8";
        }
        return schema.definition().isEmpty() ? "string" : struct(schema);
    }

    /** {@code v1.PodSpec}: the last two parts of the definition's name. */
    private static String struct(Schema schema) {
        String name = schema.definition();
        int last = name.lastIndexOf('.');
        return last < 0
                ? "map[string]interface {}"
                : name.substring(name.lastIndexOf('.', last - 1) + 1);
    }
}
