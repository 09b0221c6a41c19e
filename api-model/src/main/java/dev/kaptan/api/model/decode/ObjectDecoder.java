package dev.kaptan.api.model.decode;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.MalformedException;
import dev.kaptan.api.model.json.Yaml;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.protobuf.ProtobufObject;
import dev.kaptan.api.model.schema.Canonical;
import dev.kaptan.api.model.schema.TypeCheck;
import dev.kaptan.api.model.schema.TypeMismatch;
import dev.kaptan.api.model.schema.UnknownFields;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** Makes objects out of request bodies. */
public final class ObjectDecoder {

    /** How many bytes of a body are shown that cannot be read. */
    private static final int EXCERPT = 30;

    private ObjectDecoder() {}

    /**
     * @param object the object, without unknown fields and nulls, in canonical form, not defaulted
     * @param warnings one for each unknown or duplicate field where the validation warns
     */
    public record Decoded(ObjectNode object, List<String> warnings) {}

    /** How a body is written. */
    public enum Format {
        JSON,
        YAML,
        PROTOBUF
    }

    /**
     * Decodes a body that must hold an object of {@code kind}; {@code apiVersion} and {@code kind}
     * may be missing and are then set.
     *
     * @throws ApiException BadRequest, in upstream's words
     */
    public static Decoded decode(
            Kind kind, byte[] body, Format format, FieldValidation validation) {
        ObjectNode tree = parse(kind, body, format);
        return finish(kind, tree, validation, () -> duplicates(body, format));
    }

    /** As {@link #decode}, for the result of a patch. Changes {@code tree}. */
    public static Decoded check(Kind kind, ObjectNode tree, FieldValidation validation) {
        return finish(kind, tree, validation, List::of);
    }

    private static ObjectNode parse(Kind kind, byte[] body, Format format) {
        JsonNode tree;
        try {
            tree =
                    switch (format) {
                        case JSON -> Json.parse(body);
                        case YAML -> Yaml.parse(body);
                        case PROTOBUF -> ProtobufObject.read(kind.definition(), body);
                    };
        } catch (MalformedException e) {
            String why =
                    switch (format) {
                        case JSON -> "json parse error: " + syntaxError(body, e);
                        case YAML -> "yaml: " + e.getMessage();
                        case PROTOBUF -> e.getMessage();
                    };
            throw ApiException.badRequest(
                    "the object provided is unrecognized (must be of type %s): couldn't get version/kind; %s (%s)"
                            .formatted(kind.kind(), why, excerpt(body)));
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.badRequest(
                "the object provided is unrecognized (must be of type %s): couldn't get version/kind; json parse error: json: cannot unmarshal %s into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" } (%s)"
                        .formatted(kind.kind(), TypeMismatch.jsonType(tree), excerpt(body)));
    }

    private static @Nullable String syntaxError(byte[] body, MalformedException refusal) {
        var error = GoJsonSyntax.error(body);
        return error == null ? refusal.getMessage() : error;
    }

    /** The beginning, in hexadecimal unless it looks like JSON, as upstream shows it. */
    private static String excerpt(byte[] body) {
        if (body.length == 0) {
            return "<empty>";
        }
        byte[] shown = Arrays.copyOf(body, Math.min(body.length, EXCERPT));
        String text =
                body[0] == '{'
                        ? new String(shown, StandardCharsets.UTF_8)
                        : HexFormat.of().formatHex(shown);
        return body.length > EXCERPT ? text + " ..." : text;
    }

    private static List<String> duplicates(byte[] body, Format format) {
        return switch (format) {
            case JSON -> Json.duplicateFields(body);
            case YAML -> Yaml.duplicateFields(body);
            case PROTOBUF -> List.of();
        };
    }

    private static Decoded finish(
            Kind kind,
            ObjectNode tree,
            FieldValidation validation,
            Supplier<List<String>> duplicates) {
        setKind(kind, tree);
        try {
            TypeCheck.check(tree, kind.schema());
        } catch (TypeMismatch e) {
            throw ApiException.badRequest(cannotBeHandled(kind) + e.getMessage());
        }
        List<String> unknown = UnknownFields.removeFrom(tree, kind.schema());
        Canonical.apply(tree, kind.schema());
        if (validation == FieldValidation.IGNORE) {
            return new Decoded(tree, List.of());
        }
        var complaints = new ArrayList<String>();
        unknown.forEach(path -> complaints.add("unknown field \"" + path + "\""));
        duplicates.get().forEach(path -> complaints.add("duplicate field \"" + path + "\""));
        if (validation == FieldValidation.STRICT && !complaints.isEmpty()) {
            throw ApiException.badRequest(
                    cannotBeHandled(kind)
                            + "strict decoding error: "
                            + String.join(", ", complaints));
        }
        return new Decoded(tree, complaints);
    }

    private static String cannotBeHandled(Kind kind) {
        return "%s in version \"%s\" cannot be handled as a %s: "
                .formatted(kind.kind(), kind.version(), kind.kind());
    }

    private static void setKind(Kind kind, ObjectNode tree) {
        String found = tree.path("kind").asString("");
        String version = tree.path("apiVersion").asString("");
        boolean sameKind = found.isEmpty() || found.equals(kind.kind());
        boolean sameVersion = version.isEmpty() || version.equals(kind.apiVersion());
        if (!sameKind || !sameVersion) {
            throw ApiException.badRequest(
                    "the object provided is unrecognized: the API version in the data (%s, Kind=%s) does not match the expected API version (%s, Kind=%s)"
                            .formatted(version, found, kind.apiVersion(), kind.kind()));
        }
        tree.put("kind", kind.kind());
        tree.put("apiVersion", kind.apiVersion());
    }
}
