package dev.kaptan.api.model.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;

import dev.kaptan.api.model.json.MalformedException;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.Arrays;

/**
 * The envelope around an object: four magic bytes and {@code runtime.Unknown}; see <a
 * href="https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding">protobuf
 * encoding</a>.
 */
public final class ProtobufObject {

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final int TYPE_META = 1;
    private static final int RAW = 2;

    private ProtobufObject() {}

    /**
     * The object, with its {@code apiVersion} and {@code kind} where the envelope names them.
     *
     * @param definition of the kind expected, {@code io.k8s.api.core.v1.Pod}
     * @throws MalformedException if it is not protobuf, or not of that shape
     */
    public static ObjectNode read(String definition, byte[] body) {
        if (body.length < MAGIC.length
                || !Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw MalformedException.of(
                    "provided data does not appear to be a protobuf message, expected prefix [107"
                            + " 56 115 0]");
        }
        try {
            return envelope(messageName(definition), body);
        } catch (InvalidProtocolBufferException e) {
            throw MalformedException.of("proto: " + e.getMessage());
        } catch (IOException e) {
            throw MalformedException.of("proto: " + e);
        }
    }

    private static ObjectNode envelope(String message, byte[] body) throws IOException {
        var in = CodedInputStream.newInstance(body, MAGIC.length, body.length - MAGIC.length);
        var object = JsonNodeFactory.instance.objectNode();
        byte[] raw = {};
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case TYPE_META -> typeMeta(in.readByteArray(), object);
                case RAW -> raw = in.readByteArray();
                default -> in.skipField(tag);
            }
        }
        new MessageReader().read(Messages.named(message), raw, object);
        return object;
    }

    private static void typeMeta(byte[] bytes, ObjectNode object) throws IOException {
        var in = CodedInputStream.newInstance(bytes);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> object.put("apiVersion", in.readStringRequireUtf8());
                case 2 -> object.put("kind", in.readStringRequireUtf8());
                default -> in.skipField(tag);
            }
        }
    }

    private static String messageName(String definition) {
        return definition.replaceFirst("^io\\.k8s\\.", "k8s.io.");
    }
}
