package dev.kaptan.api.model.decode;

import dev.kaptan.api.model.kind.Kind;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Makes objects out of request bodies. */
public final class ObjectDecoder {

    private ObjectDecoder() {}

    /**
     * @param object the object, without unknown fields and without nulls, not defaulted
     * @param warnings one for each unknown or duplicate field where the validation warns
     */
    public record Decoded(ObjectNode object, List<String> warnings) {}

    /** How a body is written. */
    public enum Format {
        JSON,
        YAML
    }

    /**
     * Decodes a body that must hold an object of {@code kind}; {@code apiVersion} and {@code kind}
     * may be missing and are then set.
     *
     * @throws dev.kaptan.api.model.status.ApiException BadRequest, in upstream's words
     */
    public static Decoded decode(
            Kind kind, byte[] body, Format format, FieldValidation validation) {
        throw new UnsupportedOperationException("decoding is not there yet");
    }

    /** As {@link #decode}, for the result of a patch. Changes {@code tree}. */
    public static Decoded check(Kind kind, ObjectNode tree, FieldValidation validation) {
        throw new UnsupportedOperationException("decoding is not there yet");
    }
}
