package dev.kaptan.gateway.protobuf;

import dev.kaptan.api.model.json.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Messages that are no objects in JSON. Null means a value that Go leaves out. */
@FunctionalInterface
interface SpecialMessage {

    @Nullable JsonNode toJson(ObjectNode fields) throws IOException;

    Map<String, SpecialMessage> BY_NAME =
            Map.of(
                    "k8s.io.apimachinery.pkg.apis.meta.v1.Time",
                    fields -> time(fields, "uuuu-MM-dd'T'HH:mm:ss'Z'"),
                    "k8s.io.apimachinery.pkg.apis.meta.v1.MicroTime",
                    fields -> time(fields, "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'"),
                    "k8s.io.apimachinery.pkg.api.resource.Quantity",
                    fields -> fields.path("string").isMissingNode() ? zero() : fields.get("string"),
                    "k8s.io.apimachinery.pkg.util.intstr.IntOrString",
                    SpecialMessage::intOrString,
                    "k8s.io.apimachinery.pkg.runtime.RawExtension",
                    fields -> raw(fields, "raw"),
                    "k8s.io.apimachinery.pkg.apis.meta.v1.FieldsV1",
                    fields -> raw(fields, "Raw"),
                    "k8s.io.api.authentication.v1.ExtraValue",
                    fields -> fields.withArrayProperty("items"),
                    "k8s.io.api.authorization.v1.ExtraValue",
                    fields -> fields.withArrayProperty("items"),
                    "k8s.io.api.certificates.v1.ExtraValue",
                    fields -> fields.withArrayProperty("items"));

    static @Nullable SpecialMessage named(String message) {
        return BY_NAME.get(message);
    }

    private static @Nullable JsonNode time(ObjectNode fields, String pattern) {
        if (fields.isEmpty()) {
            return null;
        }
        var instant =
                Instant.ofEpochSecond(
                        fields.path("seconds").asLong(0), fields.path("nanos").asLong(0));
        var text = DateTimeFormatter.ofPattern(pattern).format(instant.atOffset(ZoneOffset.UTC));
        return JsonNodeFactory.instance.stringNode(text);
    }

    private static JsonNode zero() {
        return JsonNodeFactory.instance.stringNode("0");
    }

    /** Type 0 is a number, 1 a text. */
    private static JsonNode intOrString(ObjectNode fields) {
        return fields.path("type").asLong(0) == 0
                ? JsonNodeFactory.instance.numberNode((int) fields.path("intVal").asLong(0))
                : JsonNodeFactory.instance.stringNode(fields.path("strVal").asString(""));
    }

    private static @Nullable JsonNode raw(ObjectNode fields, String name) throws IOException {
        var bytes = fields.path(name).binaryValue();
        return bytes == null || bytes.length == 0 ? null : Json.parse(bytes);
    }
}
