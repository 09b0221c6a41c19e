package dev.kaptan.api.engine.object;

import dev.kaptan.api.model.json.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Short ways to an object's {@code metadata}. */
public final class Meta {

    private Meta() {}

    public static ObjectNode of(ObjectNode object) {
        return Json.ensureObject(object, "metadata");
    }

    public static String name(JsonNode object) {
        return Json.text(object, "metadata", "name");
    }

    public static String namespace(JsonNode object) {
        return Json.text(object, "metadata", "namespace");
    }

    public static String uid(JsonNode object) {
        return Json.text(object, "metadata", "uid");
    }

    public static boolean deleting(JsonNode object) {
        return !Json.text(object, "metadata", "deletionTimestamp").isEmpty();
    }

    public static @Nullable Instant time(JsonNode object, String field) {
        String text = Json.text(object, "metadata", field);
        return text.isEmpty() ? null : Instant.parse(text);
    }

    /** Times on the wire have whole seconds. */
    public static String format(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
    }

    public static List<String> finalizers(JsonNode object) {
        var finalizers = new ArrayList<String>();
        Json.at(object, "metadata", "finalizers")
                .forEach(finalizer -> finalizers.add(finalizer.asString("")));
        return finalizers;
    }

    public static void setFinalizers(ObjectNode object, List<String> finalizers) {
        ObjectNode metadata = of(object);
        metadata.remove("finalizers");
        if (!finalizers.isEmpty()) {
            ArrayNode array = metadata.putArray("finalizers");
            finalizers.forEach(array::add);
        }
    }
}
