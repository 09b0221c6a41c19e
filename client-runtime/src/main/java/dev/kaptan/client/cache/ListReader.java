package dev.kaptan.client.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListMeta;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads a list item by item off the stream, so that its bytes are never held as a whole. */
final class ListReader {
    private ListReader() {}

    /** What a list says, with the position that a watch goes on from. */
    record Page<T>(String resourceVersion, @Nullable String next, List<T> items) {}

    static <T extends HasMetadata> Page<T> read(InputStream body, Class<T> type)
            throws IOException {
        try (var parser = Json.MAPPER.createParser(body)) {
            return read(parser, type);
        } catch (JacksonException malformed) {
            throw new IOException("malformed list: " + malformed.getMessage(), malformed);
        }
    }

    private static <T extends HasMetadata> Page<T> read(JsonParser parser, Class<T> type) {
        var meta = new ListMeta();
        List<T> items = new ArrayList<>();
        parser.nextToken();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "metadata" -> meta = Json.MAPPER.readValue(parser, ListMeta.class);
                case "items" -> readItems(parser, type, items);
                default -> parser.skipChildren();
            }
        }
        var next = meta.getContinue();
        return new Page<>(
                meta.getResourceVersion(), next == null || next.isEmpty() ? null : next, items);
    }

    private static <T> void readItems(JsonParser parser, Class<T> type, List<T> into) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            into.add(Json.MAPPER.readValue(parser, type));
        }
    }
}
