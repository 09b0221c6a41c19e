package dev.kaptan.api.model;

import dev.kaptan.api.model.builtin.BuiltInKinds;
import dev.kaptan.api.model.decode.FieldValidation;
import dev.kaptan.api.model.decode.ObjectDecoder;
import dev.kaptan.api.model.json.Yaml;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.ObjectRules;

import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Objects of built-in kinds from short YAML. */
public final class Samples {

    private Samples() {}

    public static Kind kind(String apiVersion, String kind) {
        return Objects.requireNonNull(
                BuiltInKinds.kinds().byApiVersion(apiVersion, kind), apiVersion + " " + kind);
    }

    public static ObjectNode tree(String yaml) {
        return Yaml.parseObject(yaml.getBytes(StandardCharsets.UTF_8));
    }

    /** The kind that an object says it is of. */
    public static Kind kindOf(ObjectNode object) {
        return kind(object.path("apiVersion").asString(), object.path("kind").asString());
    }

    /** Decoded strictly, with its defaults. */
    public static ObjectNode defaulted(String yaml) {
        ObjectNode tree = tree(yaml);
        Kind kind = kindOf(tree);
        byte[] body = yaml.getBytes(StandardCharsets.UTF_8);
        ObjectNode object =
                ObjectDecoder.decode(kind, body, ObjectDecoder.Format.YAML, FieldValidation.STRICT)
                        .object();
        ObjectRules.applyDefaults(kind, object);
        return object;
    }

    /** What creation finds wrong, one line a cause. */
    public static String objections(ObjectNode object) {
        var lines = new StringBuilder();
        ObjectRules.validateCreate(kindOf(object), object)
                .forEach(each ->
                        lines.append(each.field())
                                .append(": ")
                                .append(each.message())
                                .append('\n'));
        return lines.toString().strip();
    }

    /** What an update finds wrong, one line a cause. */
    public static String objections(ObjectNode object, ObjectNode old) {
        var lines = new StringBuilder();
        ObjectRules.validateUpdate(kindOf(object), object, old)
                .forEach(each ->
                        lines.append(each.field())
                                .append(": ")
                                .append(each.message())
                                .append('\n'));
        return lines.toString().strip();
    }
}
