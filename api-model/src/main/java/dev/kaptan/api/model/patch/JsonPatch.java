package dev.kaptan.api.model.patch;

import tools.jackson.databind.JsonNode;

/** <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>. */
public final class JsonPatch {

    private JsonPatch() {}

    /**
     * @throws dev.kaptan.api.model.status.ApiException BadRequest where the patch is malformed,
     *     Invalid where it cannot be applied
     */
    public static JsonNode apply(JsonNode document, JsonNode patch) {
        throw new UnsupportedOperationException("JSON patches are not there yet");
    }
}
