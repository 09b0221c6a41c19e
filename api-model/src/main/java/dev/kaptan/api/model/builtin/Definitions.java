package dev.kaptan.api.model.builtin;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.schema.Schema;
import dev.kaptan.api.model.schema.SchemaReader;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;

/** Upstream's type definitions, each read from the jar when it is first used. */
public final class Definitions {

    private static final ConcurrentHashMap<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
    private static final SchemaReader READER = new SchemaReader(Definitions::schema);

    private Definitions() {}

    /** The schema of {@code io.k8s.api.core.v1.PodSpec} and the like. */
    public static Schema schema(String name) {
        return SCHEMAS.computeIfAbsent(name, missing -> READER.read(missing, openApi(missing)));
    }

    /** The definition's OpenAPI v2 form, with descriptions, read anew on each call. */
    public static ObjectNode openApi(String name) {
        return (ObjectNode) Json.parse(resource("definitions/" + name + ".json"));
    }

    /** Field numbers of a protobuf message, {@code k8s.io.api.core.v1.PodSpec}, by number. */
    public static ObjectNode message(String name) {
        return (ObjectNode) Json.parse(resource("messages/" + name + ".json"));
    }

    static byte[] resource(String path) {
        try (InputStream in = Definitions.class.getResourceAsStream("index/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("the index of kinds has no " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + " of the index of kinds", e);
        }
    }
}
