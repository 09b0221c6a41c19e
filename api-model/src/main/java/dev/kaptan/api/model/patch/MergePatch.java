package dev.kaptan.api.model.patch;

import tools.jackson.databind.JsonNode;

/** <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>. */
public final class MergePatch {

    private MergePatch() {}

    public static JsonNode apply(JsonNode document, JsonNode patch) {
        throw new UnsupportedOperationException("merge patches are not there yet");
    }
}
