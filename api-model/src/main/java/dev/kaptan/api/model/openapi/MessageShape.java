package dev.kaptan.api.model.openapi;

import com.google.protobuf.CodedOutputStream;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** A protobuf message as a table: which member of a JSON object goes into which field, and how. */
final class MessageShape {

    /** Writes a JSON value into a field. */
    interface Form {
        void write(CodedOutputStream out, int field, JsonNode value) throws IOException;
    }

    static final Form TEXT = (out, field, value) -> out.writeString(field, value.stringValue());
    static final Form FLAG = (out, field, value) -> out.writeBool(field, value.booleanValue());
    static final Form WHOLE = (out, field, value) -> out.writeInt64(field, value.longValue());
    static final Form NUMBER = (out, field, value) -> out.writeDouble(field, value.doubleValue());

    /** Anything, as YAML (of which JSON is a part) in the second field of a message. */
    static final Form ANY =
            (out, field, value) ->
                    wrap(out, field, inner -> inner.writeString(2, value.toString()));

    private static final String EXTENSION = "x-";

    /** Every message within another has a buffer of its own, and most are small. */
    private static final int BUFFER = 64;

    private interface Content {
        void write(CodedOutputStream out) throws IOException;
    }

    private record Member(int field, Form form) {}

    private final Map<String, Member> members = new HashMap<>();

    MessageShape member(String name, int field, Form form) {
        members.put(name, new Member(field, form));
        return this;
    }

    /** Where members that begin with {@code x-} go, by name. */
    MessageShape extensions(int field) {
        return member(EXTENSION, field, ANY);
    }

    /**
     * Throws {@link IllegalArgumentException} for a member that the table lacks: nothing is left
     * out silently.
     */
    byte[] encode(JsonNode object) {
        return bytes(out -> write(out, object));
    }

    static Form message(MessageShape shape) {
        return (out, field, value) -> wrap(out, field, inner -> shape.write(inner, value));
    }

    /** Each element of an array, or the one value there is. */
    static Form each(Form form) {
        return (out, field, value) -> {
            if (!value.isArray()) {
                form.write(out, field, value);
                return;
            }
            for (JsonNode element : value) {
                form.write(out, field, element);
            }
        };
    }

    /** A message whose only field is the value. */
    static Form within(int innerField, Form form) {
        return (out, field, value) ->
                wrap(out, field, inner -> form.write(inner, innerField, value));
    }

    /** A message whose field repeats the members of an object as pairs of name and value. */
    static Form map(int innerField, Form form) {
        return (out, field, value) ->
                wrap(
                        out,
                        field,
                        inner -> {
                            for (var entry : value.properties()) {
                                named(inner, innerField, entry.getKey(), form, entry.getValue());
                            }
                        });
    }

    private void write(CodedOutputStream out, JsonNode object) throws IOException {
        for (var property : object.properties()) {
            String name = property.getKey();
            boolean extension = name.startsWith(EXTENSION);
            var member = members.get(extension ? EXTENSION : name);
            if (member == null) {
                throw new IllegalArgumentException("no field is known for the member " + name);
            }
            if (extension) {
                named(out, member.field, name, member.form, property.getValue());
            } else {
                member.form.write(out, member.field, property.getValue());
            }
        }
    }

    private static void named(
            CodedOutputStream out, int field, String name, Form form, JsonNode value)
            throws IOException {
        wrap(
                out,
                field,
                inner -> {
                    inner.writeString(1, name);
                    form.write(inner, 2, value);
                });
    }

    private static void wrap(CodedOutputStream out, int field, Content content) throws IOException {
        out.writeByteArray(field, bytes(content));
    }

    private static byte[] bytes(Content content) {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes, BUFFER);
        try {
            content.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
