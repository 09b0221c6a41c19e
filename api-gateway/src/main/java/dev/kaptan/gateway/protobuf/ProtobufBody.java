package dev.kaptan.gateway.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;

import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.MalformedException;
import dev.kaptan.api.model.status.ApiException;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A protobuf body as JSON. On the wire it is four magic bytes and a {@code runtime.Unknown} that
 * carries the kind and the object.
 *
 * @param encoded the body as the client sent it
 */
public record ProtobufBody(ApiRequest.Body encoded) implements ApiRequest.Body {

    private static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    public static boolean isMediaType(String contentType) {
        return contentType.startsWith(MEDIA_TYPE);
    }

    @Override
    public byte[] read() {
        var body = encoded.read();
        if (body.length == 0) {
            return body;
        }
        if (!Arrays.equals(body, 0, Math.min(4, body.length), MAGIC, 0, 4)) {
            throw ApiException.badRequest(
                    "provided data does not appear to be a protobuf message, expected prefix"
                            + " [107 56 115 0]");
        }
        try {
            return json(body);
        } catch (IOException | MalformedException e) {
            throw ApiException.badRequest("unable to decode the protobuf body: " + e.getMessage());
        }
    }

    private static byte[] json(byte[] body) throws IOException {
        var envelope = Envelope.read(CodedInputStream.newInstance(body, 4, body.length - 4));
        var schema = WireSchema.published();
        var message = schema.messageOf(envelope.apiVersion, envelope.kind);
        if (message == null) {
            throw ApiException.unsupportedMediaType(
                    List.of("application/json", "application/yaml"));
        }
        var object =
                Json.object().put("apiVersion", envelope.apiVersion).put("kind", envelope.kind);
        new MessageReader(schema).readInto(object, envelope.raw, message);
        return Json.bytes(object);
    }

    /** {@code runtime.Unknown}: field 1 the type (apiVersion, kind), field 2 the object. */
    private record Envelope(String apiVersion, String kind, byte[] raw) {

        static Envelope read(CodedInputStream in) throws IOException {
            var type = new String[] {"", ""};
            byte[] raw = {};
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> type = type(CodedInputStream.newInstance(in.readByteArray()));
                    case 2 -> raw = in.readByteArray();
                    default -> in.skipField(tag);
                }
            }
            return new Envelope(type[0], type[1], raw);
        }

        private static String[] type(CodedInputStream in) throws IOException {
            var type = new String[] {"", ""};
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int number = WireFormat.getTagFieldNumber(tag);
                if (number == 1 || number == 2) {
                    type[number - 1] = in.readStringRequireUtf8();
                } else {
                    in.skipField(tag);
                }
            }
            return type;
        }
    }
}
