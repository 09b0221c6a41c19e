package dev.kaptan.gateway.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.gateway.protobuf.WireField.Shape;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** Reads one message into a tree, as Go's JSON encoder would have written the same object. */
final class MessageReader {

    /** No kind nests deeper; a body that does is an attack on the stack. */
    private static final int DEEPEST = 100;

    private final WireSchema schema;

    MessageReader(WireSchema schema) {
        this.schema = schema;
    }

    void readInto(ObjectNode object, byte[] bytes, String message) throws IOException {
        readFields(object, CodedInputStream.newInstance(bytes), message, 0);
    }

    private void readFields(ObjectNode object, CodedInputStream in, String message, int depth)
            throws IOException {
        if (depth > DEEPEST) {
            throw new InvalidProtocolBufferException("message nested too deeply");
        }
        var fields = schema.fields(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            var field = fields.get(WireFormat.getTagFieldNumber(tag));
            if (field == null) {
                in.skipField(tag);
            } else {
                readField(object, in, field, depth);
            }
        }
    }

    private void readField(ObjectNode object, CodedInputStream in, WireField field, int depth)
            throws IOException {
        switch (field.shape()) {
            case SINGLE -> {
                var value = value(in, field, depth);
                if (value != null && (field.meaningfulZero() || !Zeros.isUnset(field, value))) {
                    object.set(field.name(), value);
                }
            }
            case LIST -> list(object, field.name()).add(nonNull(value(in, field, depth)));
            case MAP -> readEntry(object, in, field, depth);
            case INLINE -> readFields(object, nested(in), field.message(), depth + 1);
        }
    }

    /** A map is a list of entries: field 1 is the key, field 2 the value. */
    private void readEntry(ObjectNode object, CodedInputStream in, WireField field, int depth)
            throws IOException {
        var map = object.withObjectProperty(field.name());
        var entry = nested(in);
        var key = "";
        JsonNode value = null;
        for (int tag = entry.readTag(); tag != 0; tag = entry.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> key = entry.readString();
                case 2 -> value = value(entry, field, depth);
                default -> entry.skipField(tag);
            }
        }
        map.set(key, nonNull(value));
    }

    private static ArrayNode list(ObjectNode object, String name) {
        return object.withArrayProperty(name);
    }

    private static JsonNode nonNull(@Nullable JsonNode value) {
        return value == null ? JsonNodeFactory.instance.nullNode() : value;
    }

    private @Nullable JsonNode value(CodedInputStream in, WireField field, int depth)
            throws IOException {
        var nodes = JsonNodeFactory.instance;
        return switch (field.type()) {
            case TEXT -> nodes.stringNode(in.readStringRequireUtf8());
            case INTEGER -> nodes.numberNode(in.readInt64());
            case FLAG -> nodes.booleanNode(in.readBool());
            case BYTES -> nodes.binaryNode(in.readByteArray());
            case NUMBER -> nodes.numberNode(in.readDouble());
            case MESSAGE -> message(nested(in), field, depth + 1);
        };
    }

    private @Nullable JsonNode message(CodedInputStream in, WireField field, int depth)
            throws IOException {
        var special = SpecialMessage.named(field.message());
        var object = Json.object();
        readFields(object, in, field.message(), depth);
        return special == null || field.shape() == Shape.INLINE ? object : special.toJson(object);
    }

    private static CodedInputStream nested(CodedInputStream in) throws IOException {
        return CodedInputStream.newInstance(in.readByteArray());
    }
}
