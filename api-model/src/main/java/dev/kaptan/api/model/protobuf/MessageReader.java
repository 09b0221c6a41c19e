package dev.kaptan.api.model.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;

import dev.kaptan.api.model.json.MalformedException;
import dev.kaptan.api.model.protobuf.Message.Field;
import dev.kaptan.api.model.protobuf.Message.Shape;
import dev.kaptan.api.model.protobuf.Message.Type;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.Base64;

/** Reads one message after the other into JSON; unknown fields are skipped, as upstream does. */
final class MessageReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Deeper nesting is an attack: the deepest object upstream knows has about twenty levels. */
    private static final int DEEPEST = 100;

    private int depth;

    void read(Message message, byte[] bytes, ObjectNode into) throws IOException {
        if (++depth > DEEPEST) {
            throw MalformedException.of("proto: messages are nested deeper than " + DEEPEST);
        }
        var in = CodedInputStream.newInstance(bytes);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            var field = message.field(WireFormat.getTagFieldNumber(tag));
            if (field == null) {
                in.skipField(tag);
            } else {
                field(field, in, into);
            }
        }
        depth--;
    }

    private void field(Field field, CodedInputStream in, ObjectNode into) throws IOException {
        if (field.inlined()) {
            read(Messages.named(field.message()), in.readByteArray(), into);
            return;
        }
        switch (field.shape()) {
            case ONE -> one(field, in, into);
            case LIST -> {
                var value = value(field, in);
                into.withArray(field.name()).add(value == null ? JSON.nullNode() : value);
            }
            case MAP -> entry(field, in.readByteArray(), into.withObject(property(field)));
        }
    }

    private void one(Field field, CodedInputStream in, ObjectNode into) throws IOException {
        var value = value(field, in);
        if (value != null && (field.zeroMatters() || !isZero(value))) {
            into.set(field.name(), value);
        }
    }

    private static String property(Field field) {
        return "/" + field.name().replace("~", "~0").replace("/", "~1");
    }

    private void entry(Field field, byte[] bytes, ObjectNode map) throws IOException {
        var in = CodedInputStream.newInstance(bytes);
        var key = "";
        JsonNode value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> key = in.readStringRequireUtf8();
                case 2 -> value = value(field, in);
                default -> in.skipField(tag);
            }
        }
        map.set(key, value == null ? zero(field) : value);
    }

    private static JsonNode zero(Field field) {
        return field.type() == Type.MESSAGE ? JSON.objectNode() : JSON.stringNode("");
    }

    private @Nullable JsonNode value(Field field, CodedInputStream in) throws IOException {
        return switch (field.type()) {
            case BOOL -> JSON.booleanNode(in.readBool());
            case INT32 -> JSON.numberNode(in.readInt32());
            case INT64 -> JSON.numberNode(in.readInt64());
            case DOUBLE -> JSON.numberNode(in.readDouble());
            case STRING -> JSON.stringNode(in.readStringRequireUtf8());
            case BYTES -> JSON.stringNode(Base64.getEncoder().encodeToString(in.readByteArray()));
            case MESSAGE -> message(field.message(), in.readByteArray());
        };
    }

    private @Nullable JsonNode message(String name, byte[] bytes) throws IOException {
        if (Scalars.areWritten(name)) {
            return Scalars.read(name, bytes);
        }
        var message = Messages.named(name);
        var object = JSON.objectNode();
        read(message, bytes, object);
        return isNamedList(message) ? object.withArray("items") : object;
    }

    /** {@code ExtraValue} and its like: a list that protobuf needs a message for. */
    private static boolean isNamedList(Message message) {
        var only = message.fields().size() == 1 ? message.field(1) : null;
        return only != null
                && only.name().equals("items")
                && only.shape() == Shape.LIST
                && only.type() == Type.STRING;
    }

    private static boolean isZero(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> !value.asBoolean();
            case NUMBER -> value.asDouble() == 0;
            case STRING -> value.asString().isEmpty();
            default -> false;
        };
    }
}
