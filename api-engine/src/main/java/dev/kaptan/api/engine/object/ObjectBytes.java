package dev.kaptan.api.engine.object;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of objects as it is stored and sent. Stored JSON begins with {@code apiVersion}, {@code
 * kind} and {@code metadata} and has no {@code resourceVersion}: that is the store's revision, set
 * in where {@code metadata} opens, without parsing.
 */
public final class ObjectBytes {

    private static final byte[] METADATA = "\"metadata\":{".getBytes(US_ASCII);
    private static final byte[] REVISION = "\"resourceVersion\":\"".getBytes(US_ASCII);

    private ObjectBytes() {}

    /** The JSON to store; {@code object} keeps its resourceVersion. */
    public static byte[] toStore(ObjectNode object) {
        ObjectNode ordered = Json.object();
        ordered.set("apiVersion", object.path("apiVersion"));
        ordered.set("kind", object.path("kind"));
        ObjectNode metadata = ordered.putObject("metadata");
        for (var field : object.path("metadata").properties()) {
            if (!field.getKey().equals("resourceVersion")) {
                metadata.set(field.getKey(), field.getValue());
            }
        }
        for (var field : object.properties()) {
            if (!ordered.has(field.getKey())) {
                ordered.set(field.getKey(), field.getValue());
            }
        }
        return Json.bytes(ordered);
    }

    /** The tree of stored JSON, with the resourceVersion. */
    public static ObjectNode fromStored(byte[] stored, long revision) {
        ObjectNode object = Json.parseObject(stored);
        setRevision(object, revision);
        return object;
    }

    public static void setRevision(ObjectNode object, long revision) {
        Json.ensureObject(object, "metadata").put("resourceVersion", Long.toString(revision));
    }

    /** Stored or served JSON with this resourceVersion in place of its own, if it has one. */
    public static byte[] withRevision(byte[] json, long revision) {
        int open = indexAfter(json, METADATA, 0);
        int rest = startsWith(json, REVISION, open) ? endOfRevision(json, open) : open;
        byte[] number = Long.toString(revision).getBytes(US_ASCII);
        boolean more = json[rest] != '}';
        byte[] result =
                new byte
                        [open
                                + REVISION.length
                                + number.length
                                + (more ? 2 : 1)
                                + json.length
                                - rest];
        System.arraycopy(json, 0, result, 0, open);
        int at = put(result, open, REVISION);
        at = put(result, at, number);
        result[at++] = '"';
        if (more) {
            result[at++] = ',';
        }
        System.arraycopy(json, rest, result, at, json.length - rest);
        return result;
    }

    private static int put(byte[] target, int at, byte[] part) {
        System.arraycopy(part, 0, target, at, part.length);
        return at + part.length;
    }

    private static int endOfRevision(byte[] json, int open) {
        int at = open + REVISION.length;
        while (json[at] != '"') {
            at++;
        }
        at++;
        return json[at] == ',' ? at + 1 : at;
    }

    private static int indexAfter(byte[] json, byte[] part, int from) {
        for (int at = from; at + part.length <= json.length; at++) {
            if (startsWith(json, part, at)) {
                return at + part.length;
            }
        }
        throw new IllegalArgumentException("the JSON of an object has no metadata");
    }

    private static boolean startsWith(byte[] json, byte[] part, int at) {
        if (at + part.length > json.length) {
            return false;
        }
        for (int i = 0; i < part.length; i++) {
            if (json[at + i] != part[i]) {
                return false;
            }
        }
        return true;
    }

    /** The resourceVersion of an object as a number; 0 where it has none or no number. */
    public static long revisionOf(JsonNode object) {
        String text = Json.text(object, "metadata", "resourceVersion");
        try {
            return text.isEmpty() ? 0 : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
