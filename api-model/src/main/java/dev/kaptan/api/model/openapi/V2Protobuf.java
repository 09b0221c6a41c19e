package dev.kaptan.api.model.openapi;

import static dev.kaptan.api.model.openapi.MessageShape.ANY;
import static dev.kaptan.api.model.openapi.MessageShape.FLAG;
import static dev.kaptan.api.model.openapi.MessageShape.NUMBER;
import static dev.kaptan.api.model.openapi.MessageShape.TEXT;
import static dev.kaptan.api.model.openapi.MessageShape.WHOLE;
import static dev.kaptan.api.model.openapi.MessageShape.each;
import static dev.kaptan.api.model.openapi.MessageShape.map;
import static dev.kaptan.api.model.openapi.MessageShape.message;
import static dev.kaptan.api.model.openapi.MessageShape.within;

import dev.kaptan.api.model.openapi.MessageShape.Form;

import tools.jackson.databind.JsonNode;

/**
 * The Swagger document as a protobuf message, which kubectl asks for when it meets a kind that no
 * other document names. The field numbers are those of {@code OpenAPIv2.proto} of the gnostic
 * project, for the members that our document has.
 */
final class V2Protobuf {

    private static final MessageShape SCHEMA = new MessageShape();
    private static final Form SCHEMA_OR_FLAG =
            (out, field, value) ->
                    (value.isBoolean() ? within(2, FLAG) : within(1, message(SCHEMA)))
                            .write(out, field, value);

    static {
        SCHEMA.member("$ref", 1, TEXT)
                .member("format", 2, TEXT)
                .member("title", 3, TEXT)
                .member("description", 4, TEXT)
                .member("default", 5, ANY)
                .member("multipleOf", 6, NUMBER)
                .member("maximum", 7, NUMBER)
                .member("exclusiveMaximum", 8, FLAG)
                .member("minimum", 9, NUMBER)
                .member("exclusiveMinimum", 10, FLAG)
                .member("maxLength", 11, WHOLE)
                .member("minLength", 12, WHOLE)
                .member("pattern", 13, TEXT)
                .member("maxItems", 14, WHOLE)
                .member("minItems", 15, WHOLE)
                .member("uniqueItems", 16, FLAG)
                .member("maxProperties", 17, WHOLE)
                .member("minProperties", 18, WHOLE)
                .member("required", 19, each(TEXT))
                .member("enum", 20, each(ANY))
                .member("additionalProperties", 21, SCHEMA_OR_FLAG)
                .member("type", 22, within(1, each(TEXT)))
                .member("items", 23, within(1, message(SCHEMA)))
                .member("allOf", 24, each(message(SCHEMA)))
                .member("properties", 25, map(1, message(SCHEMA)))
                .member("example", 30, ANY)
                .extensions(31);
    }

    private static final MessageShape BODY =
            new MessageShape()
                    .member("description", 1, TEXT)
                    .member("name", 2, TEXT)
                    .member("in", 3, TEXT)
                    .member("required", 4, FLAG)
                    .member("schema", 5, message(SCHEMA));

    private static final MessageShape QUERY =
            parameter().member("type", 6, TEXT).member("uniqueItems", 20, FLAG);

    private static final MessageShape PATH =
            parameter().member("type", 5, TEXT).member("uniqueItems", 19, FLAG);

    /** A parameter is wrapped by what it may be: itself or a reference, body or not, its place. */
    private static final Form PARAMETER =
            (out, field, value) ->
                    within(1, placed(value.path("in").stringValue())).write(out, field, value);

    private static final MessageShape RESPONSE =
            new MessageShape()
                    .member("description", 1, TEXT)
                    .member("schema", 2, within(1, message(SCHEMA)));

    private static final Form SECURITY = each(map(1, within(1, each(TEXT))));

    private static final MessageShape OPERATION =
            new MessageShape()
                    .member("tags", 1, each(TEXT))
                    .member("description", 3, TEXT)
                    .member("operationId", 5, TEXT)
                    .member("produces", 6, each(TEXT))
                    .member("consumes", 7, each(TEXT))
                    .member("parameters", 8, each(PARAMETER))
                    .member("responses", 9, map(1, within(1, message(RESPONSE))))
                    .member("schemes", 10, each(TEXT))
                    .extensions(13);

    private static final MessageShape PATH_ITEM =
            new MessageShape()
                    .member("get", 2, message(OPERATION))
                    .member("put", 3, message(OPERATION))
                    .member("post", 4, message(OPERATION))
                    .member("delete", 5, message(OPERATION))
                    .member("options", 6, message(OPERATION))
                    .member("head", 7, message(OPERATION))
                    .member("patch", 8, message(OPERATION))
                    .member("parameters", 9, each(PARAMETER));

    private static final MessageShape API_KEY =
            new MessageShape()
                    .member("type", 1, TEXT)
                    .member("name", 2, TEXT)
                    .member("in", 3, TEXT)
                    .member("description", 4, TEXT);

    private static final MessageShape DOCUMENT =
            new MessageShape()
                    .member("swagger", 1, TEXT)
                    .member(
                            "info",
                            2,
                            message(
                                    new MessageShape()
                                            .member("title", 1, TEXT)
                                            .member("version", 2, TEXT)))
                    .member("paths", 8, map(2, message(PATH_ITEM)))
                    .member("definitions", 9, map(1, message(SCHEMA)))
                    .member("security", 12, SECURITY)
                    .member("securityDefinitions", 13, map(1, within(2, message(API_KEY))));

    private V2Protobuf() {}

    static byte[] encode(JsonNode document) {
        return DOCUMENT.encode(document);
    }

    private static MessageShape parameter() {
        return new MessageShape()
                .member("required", 1, FLAG)
                .member("in", 2, TEXT)
                .member("description", 3, TEXT)
                .member("name", 4, TEXT);
    }

    private static Form placed(String place) {
        return switch (place) {
            case "body" -> within(1, message(BODY));
            case "query" -> within(2, within(3, message(QUERY)));
            case "path" -> within(2, within(4, message(PATH)));
            default -> throw new IllegalArgumentException("a parameter in " + place);
        };
    }
}
