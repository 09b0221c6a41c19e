package dev.kaptan.api.model.kind;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.SameMeaning;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Steps that strategies of kinds with spec and status share. */
public final class Lifecycle {

    private Lifecycle() {}

    /** Drops a status that the client sent; types with a status always show one. */
    public static void resetStatus(ObjectNode object) {
        object.putObject("status");
    }

    /** Puts a field back to what it was. */
    public static void keep(ObjectNode object, ObjectNode old, String field) {
        JsonNode value = old.get(field);
        if (value == null) {
            object.remove(field);
        } else {
            object.set(field, value.deepCopy());
        }
    }

    /** Puts a field of the metadata back to what it was. */
    public static void keepMetadata(ObjectNode object, ObjectNode old, String field) {
        ObjectNode before = Json.objectAt(old, "metadata");
        keep(Json.ensureObject(object, "metadata"), before == null ? Json.object() : before, field);
    }

    public static void firstGeneration(ObjectNode object) {
        setGeneration(object, 1);
    }

    /** Counts the generation up where a field other than metadata and status changed. */
    public static void countGeneration(ObjectNode object, ObjectNode old) {
        long before = Json.at(old, "metadata", "generation").asLong(0);
        setGeneration(object, SameMeaning.of(wishes(object), wishes(old)) ? before : before + 1);
    }

    private static ObjectNode wishes(ObjectNode object) {
        ObjectNode copy = Json.object();
        copy.setAll(object);
        return copy.without(java.util.List.of("metadata", "status", "apiVersion", "kind"));
    }

    private static void setGeneration(ObjectNode object, long generation) {
        if (generation > 0) {
            Json.ensureObject(object, "metadata").set("generation", Json.number(generation));
        }
    }
}
