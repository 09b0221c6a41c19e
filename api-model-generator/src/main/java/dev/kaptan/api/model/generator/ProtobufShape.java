package dev.kaptan.api.model.generator;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Field numbers of the protobuf form of each definition, by message name. A field whose message is
 * inlined in JSON ({@code Volume.volumeSource}) has an empty name.
 */
final class ProtobufShape {

    private static final String MODELS = "io.kubernetes.client.proto.";
    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1";

    private final Map<String, ObjectNode> definitions;
    private final ZeroValues zeroValues;
    private final Map<String, ObjectNode> messages = new TreeMap<>();
    private final ArrayDeque<Descriptor> tasks = new ArrayDeque<>();

    ProtobufShape(Map<String, ObjectNode> definitions, ZeroValues zeroValues) {
        this.definitions = definitions;
        this.zeroValues = zeroValues;
    }

    /** Messages of all definitions and of whatever they hold. */
    Map<String, ObjectNode> compile() {
        definitions.keySet().stream().map(ProtobufShape::descriptor).forEach(this::enqueue);
        while (!tasks.isEmpty()) {
            var message = tasks.removeFirst();
            if (!messages.containsKey(message.getFullName())) {
                messages.put(message.getFullName(), fields(message));
            }
        }
        return messages;
    }

    private void enqueue(@Nullable Descriptor message) {
        if (message != null) {
            tasks.addLast(message);
        }
    }

    private ObjectNode fields(Descriptor message) {
        var json = JsonNodeFactory.instance.objectNode();
        for (var field : message.getFields()) {
            json.set(String.valueOf(field.getNumber()), field(message, field));
        }
        return json;
    }

    private ObjectNode field(Descriptor owner, FieldDescriptor field) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("name", isInlined(owner, field) ? "" : field.getName());
        if (field.isMapField()) {
            var value = field.getMessageType().findFieldByName("value");
            return describe(json, value).put("shape", "map");
        }
        if (field.isRepeated()) {
            json.put("shape", "list");
        } else if (zeroValues.matter(owner.getFullName(), field.getName(), required(owner))) {
            json.put("zero", true);
        }
        return describe(json, field);
    }

    private ObjectNode describe(ObjectNode json, FieldDescriptor field) {
        json.put("type", field.getType().name().toLowerCase(java.util.Locale.ROOT));
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            json.put("message", field.getMessageType().getFullName());
            enqueue(field.getMessageType());
        }
        return json;
    }

    private boolean isInlined(Descriptor owner, FieldDescriptor field) {
        var definition = definitions.get(definitionName(owner));
        return definition != null
                && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && definition.has("properties")
                && !definition.get("properties").has(field.getName());
    }

    private JsonNode required(Descriptor owner) {
        var definition = definitions.get(definitionName(owner));
        return definition == null
                ? JsonNodeFactory.instance.arrayNode()
                : definition.path("required");
    }

    /** {@code io.k8s.api.core.v1.PodSpec} of {@code k8s.io.api.core.v1.PodSpec}. */
    private static String definitionName(Descriptor message) {
        return message.getFullName().replaceFirst("^k8s\\.io\\.", "io.k8s.");
    }

    /** The message of a definition; null where upstream has no protobuf form of it. */
    private static @Nullable Descriptor descriptor(String definition) {
        var file = file(DefinitionNames.goPackage(definition));
        return file == null ? null : file.findMessageTypeByName(DefinitionNames.simple(definition));
    }

    /** {@code V1Apps} holds {@code io.k8s.api.apps.v1}, {@code V1} the core group. */
    private static @Nullable FileDescriptor file(String goPackage) {
        var parts = goPackage.split("\\.");
        var version = parts[parts.length - 1];
        var group = parts[parts.length - 2];
        var suffix = group.equals("core") ? "" : capital(group);
        var type = goPackage.equals(META) ? "Meta" : capital(version) + suffix;
        try {
            return (FileDescriptor)
                    Class.forName(MODELS + type).getMethod("getDescriptor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
