package dev.kaptan.client.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.io.IOException;

/** One line of a watch. */
sealed interface WatchEvent<T> {
    /** The object was added or modified. */
    record Stored<T>(T object) implements WatchEvent<T> {}

    /** The object was deleted, or no longer matches the selector. */
    record Deleted<T>(T object) implements WatchEvent<T> {}

    /** Nothing happened up to this version. */
    record Bookmark<T>(String resourceVersion) implements WatchEvent<T> {}

    /**
     * Reads a line straight into the typed object.
     *
     * @throws ApiFailure when the line is an ERROR
     * @throws IOException when the line is no watch event
     */
    static <T extends HasMetadata> WatchEvent<T> parse(byte[] line, Class<T> type)
            throws IOException {
        try (var parser = Json.MAPPER.createParser(line)) {
            parser.nextToken();
            if (!"type".equals(parser.nextName())) {
                throw new IOException("a watch event starts with its type");
            }
            var eventType = parser.nextStringValue();
            expectObject(parser);
            return read(parser, eventType, type);
        } catch (JacksonException malformed) {
            throw new IOException("malformed watch event: " + malformed.getMessage(), malformed);
        }
    }

    private static void expectObject(JsonParser parser) throws IOException {
        if (!"object".equals(parser.nextName()) || parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("a watch event has an object after its type");
        }
    }

    private static <T extends HasMetadata> WatchEvent<T> read(
            JsonParser parser, String eventType, Class<T> type) throws IOException {
        if (eventType.equals("ERROR")) {
            var status = Json.MAPPER.readValue(parser, Status.class);
            throw new ApiFailure(status.getCode(), status.getMessage());
        }
        var object = Json.MAPPER.readValue(parser, type);
        return switch (eventType) {
            case "ADDED", "MODIFIED" -> new Stored<>(object);
            case "DELETED" -> new Deleted<>(object);
            case "BOOKMARK" -> new Bookmark<>(object.getMetadata().getResourceVersion());
            default -> throw new IOException("unknown watch event type '" + eventType + "'");
        };
    }
}
