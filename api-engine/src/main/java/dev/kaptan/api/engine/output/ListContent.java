package dev.kaptan.api.engine.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.api.engine.cache.CachedObject;
import dev.kaptan.api.engine.request.ApiResponse.Content;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A list that is written object by object from the bytes that the cache holds. */
record ListContent(byte[] head, List<CachedObject> objects) implements Content {

    private static final byte[] TAIL = {']', '}'};

    static ListContent of(Kind kind, ObjectNode metadata, List<CachedObject> objects) {
        ObjectNode list = Json.object();
        list.put("kind", kind.listKind()).put("apiVersion", kind.apiVersion());
        list.set("metadata", metadata);
        list.putArray("items");
        byte[] empty = Json.bytes(list);
        String head = new String(empty, 0, empty.length - TAIL.length, UTF_8);
        return new ListContent(head.getBytes(UTF_8), objects);
    }

    @Override
    public long length() {
        long commas = Math.max(0, objects.size() - 1);
        long bytes = objects.stream().mapToLong(object -> object.json().length).sum();
        return head.length + bytes + commas + TAIL.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(head);
        boolean first = true;
        for (CachedObject object : objects) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.write(object.json());
        }
        out.write(TAIL);
    }
}
