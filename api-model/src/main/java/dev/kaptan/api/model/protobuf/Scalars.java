package dev.kaptan.api.model.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;

import dev.kaptan.api.model.json.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Messages that JSON writes as one scalar, or as JSON of its own. */
final class Scalars {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String META = "k8s.io.apimachinery.pkg.apis.meta.v1.";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Scalars() {}

    static boolean areWritten(String message) {
        return switch (message) {
            case META + "Time",
                    META + "MicroTime",
                    META + "FieldsV1",
                    "k8s.io.apimachinery.pkg.api.resource.Quantity",
                    "k8s.io.apimachinery.pkg.util.intstr.IntOrString",
                    "k8s.io.apimachinery.pkg.runtime.RawExtension" ->
                    true;
            default -> false;
        };
    }

    /** Null where the message says that there is no value. */
    static @Nullable JsonNode read(String message, byte[] bytes) throws IOException {
        var content = Content.read(bytes);
        return switch (message) {
            case META + "Time" ->
                    content.empty() ? null : JSON.stringNode(content.time().toString());
            case META + "MicroTime" ->
                    content.empty() ? null : JSON.stringNode(MICROS.format(content.time()));
            case "k8s.io.apimachinery.pkg.util.intstr.IntOrString" ->
                    content.first == 0
                            ? JSON.numberNode((int) content.second)
                            : JSON.stringNode(content.text());
            case "k8s.io.apimachinery.pkg.api.resource.Quantity" -> JSON.stringNode(content.text());
            default -> content.bytes.length == 0 ? null : Json.parse(content.bytes);
        };
    }

    /**
     * The two numbers or the bytes that such a message holds.
     *
     * @param first field 1 where it is a number: seconds, or the type of an IntOrString
     * @param second field 2 where it is a number: nanoseconds, or the number of an IntOrString
     */
    private record Content(long first, long second, byte[] bytes, boolean empty) {

        static Content read(byte[] message) throws IOException {
            var in = CodedInputStream.newInstance(message);
            long first = 0;
            long second = 0;
            byte[] bytes = {};
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                    bytes = in.readByteArray();
                } else if (WireFormat.getTagFieldNumber(tag) == 1) {
                    first = in.readInt64();
                } else {
                    second = in.readInt64();
                }
            }
            return new Content(first, second, bytes, message.length == 0);
        }

        Instant time() {
            return Instant.ofEpochSecond(first, second);
        }

        String text() {
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
