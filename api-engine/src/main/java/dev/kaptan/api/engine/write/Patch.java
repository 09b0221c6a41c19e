package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.MalformedException;
import dev.kaptan.api.model.patch.JsonPatch;
import dev.kaptan.api.model.patch.MergePatch;
import dev.kaptan.api.model.patch.StrategicMergePatch;
import dev.kaptan.api.model.schema.Schema;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** The body of a PATCH. */
public sealed interface Patch {

    /** RFC 6902. */
    record OfJson(JsonNode patch) implements Patch {}

    /** RFC 7396. */
    record OfMerge(ObjectNode patch) implements Patch {}

    /** Merges lists by key. */
    record OfStrategicMerge(ObjectNode patch) implements Patch {}

    List<String> ACCEPTED =
            List.of(
                    "application/json-patch+json",
                    "application/merge-patch+json",
                    "application/strategic-merge-patch+json");

    /**
     * Reads the body as its media type says.
     *
     * @throws ApiException UnsupportedMediaType for others, server-side apply among them;
     *     BadRequest for what is no JSON
     */
    static Patch of(ApiRequest request) {
        return switch (Bodies.mediaType(request.contentType())) {
            case "application/json-patch+json" -> new OfJson(parse(request));
            case "application/merge-patch+json" -> new OfMerge(object(request));
            case "application/strategic-merge-patch+json" -> new OfStrategicMerge(object(request));
            default -> throw ApiException.unsupportedMediaType(ACCEPTED);
        };
    }

    private static JsonNode parse(ApiRequest request) {
        try {
            return Json.parse(request.body().read());
        } catch (MalformedException e) {
            throw ApiException.badRequest("error decoding patch: " + e.getMessage());
        }
    }

    private static ObjectNode object(ApiRequest request) {
        if (parse(request) instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.badRequest(
                "error decoding patch: json: cannot unmarshal into Go value of type"
                        + " map[string]interface {}");
    }

    /**
     * The patched object; neither input is changed.
     *
     * @throws ApiException BadRequest or Invalid where the patch cannot be applied
     */
    default ObjectNode apply(ObjectNode object, Schema schema) {
        JsonNode result =
                switch (this) {
                    case OfJson(JsonNode patch) -> JsonPatch.apply(object, patch);
                    case OfMerge(ObjectNode patch) -> MergePatch.apply(object, patch);
                    case OfStrategicMerge(ObjectNode patch) ->
                            StrategicMergePatch.apply(object, patch, schema);
                };
        if (result instanceof ObjectNode patched) {
            return patched;
        }
        throw ApiException.unprocessable("the patch leaves no object");
    }
}
