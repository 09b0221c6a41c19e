package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.model.decode.FieldValidation;
import dev.kaptan.api.model.decode.ObjectDecoder;
import dev.kaptan.api.model.decode.ObjectDecoder.Decoded;
import dev.kaptan.api.model.decode.ObjectDecoder.Format;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;

/** Request bodies as objects. */
public final class Bodies {

    private static final List<String> ACCEPTED =
            List.of("application/json", "application/yaml", "application/vnd.kubernetes.protobuf");

    private Bodies() {}

    /**
     * The object in the body.
     *
     * @throws ApiException UnsupportedMediaType, or BadRequest in upstream's words
     */
    public static Decoded object(Kind kind, ApiRequest request) {
        Format format = format(request.contentType());
        var validation = FieldValidation.of(request.query().first("fieldValidation"));
        return ObjectDecoder.decode(kind, request.body().read(), format, validation);
    }

    static Format format(String contentType) {
        return switch (mediaType(contentType)) {
            case "", "application/json", "*/*" -> Format.JSON;
            case "application/yaml" -> Format.YAML;
            case "application/vnd.kubernetes.protobuf" -> Format.PROTOBUF;
            default -> throw ApiException.unsupportedMediaType(ACCEPTED);
        };
    }

    /** The header without parameters, in lower case. */
    static String mediaType(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes the body's namespace that of the path.
     *
     * @throws ApiException BadRequest where it names another
     */
    static void alignNamespace(ObjectNode object, Target target) {
        String own = Meta.namespace(object);
        if (target.namespace().isEmpty() || !target.resource().kind().namespaced()) {
            Meta.of(object).remove("namespace");
        } else if (own.isEmpty()) {
            Meta.of(object).put("namespace", target.namespace());
        } else if (!own.equals(target.namespace())) {
            throw ApiException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the"
                            + " request");
        }
    }

    /**
     * Makes the body's name that of the path.
     *
     * @throws ApiException BadRequest where it names another
     */
    static void alignName(ObjectNode object, Target target) {
        String own = Meta.name(object);
        if (own.isEmpty()) {
            Meta.of(object).put("name", target.name());
        } else if (!own.equals(target.name())) {
            throw ApiException.badRequest(
                    "the name of the object (%s) does not match the name on the URL (%s)"
                            .formatted(own, target.name()));
        }
    }
}
