package dev.kaptan.api.model.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;

import dev.kaptan.api.model.builtin.BuiltInKinds;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;

class V2ProtobufTest {

    private static final OpenApiDocuments DOCUMENTS =
            new OpenApiDocuments(BuiltInKinds.kinds(), "v1.36.0");

    private final UnknownFieldSet document = parse(ByteString.copyFrom(DOCUMENTS.v2Protobuf()));

    private static UnknownFieldSet parse(ByteString message) {
        try {
            return UnknownFieldSet.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static UnknownFieldSet message(UnknownFieldSet outer, int field) {
        return parse(outer.getField(field).getLengthDelimitedList().getFirst());
    }

    private static String text(UnknownFieldSet outer, int field) {
        return outer.getField(field).getLengthDelimitedList().getFirst().toStringUtf8();
    }

    /** Pairs of name (1) and value (2). */
    private static Map<String, UnknownFieldSet> named(UnknownFieldSet outer, int field) {
        var values = new TreeMap<String, UnknownFieldSet>();
        for (var pair : outer.getField(field).getLengthDelimitedList()) {
            values.put(text(parse(pair), 1), message(parse(pair), 2));
        }
        return values;
    }

    @Test
    void hasEveryDefinitionAndPathOfTheJsonForm() {
        var json = DOCUMENTS.v2();

        assertThat(named(message(document, 9), 1).keySet())
                .containsExactlyInAnyOrderElementsOf(json.path("definitions").propertyNames());
        assertThat(named(message(document, 8), 2).keySet())
                .containsExactlyInAnyOrderElementsOf(json.path("paths").propertyNames());
        assertThat(text(message(document, 2), 2)).isEqualTo("v1.36.0");
    }

    @Test
    void describesTypesReferencesListsAndMaps() {
        var pod = named(message(document, 9), 1).get("io.k8s.api.core.v1.PodSpec");
        var properties = named(message(pod, 25), 1);

        assertThat(text(message(properties.get("nodeName"), 22), 1)).isEqualTo("string");
        assertThat(text(message(message(properties.get("containers"), 23), 1), 1))
                .isEqualTo("#/definitions/io.k8s.api.core.v1.Container");
        assertThat(text(message(message(message(properties.get("nodeSelector"), 21), 1), 22), 1))
                .isEqualTo("string");
        assertThat(pod.getField(19).getLengthDelimitedList())
                .contains(ByteString.copyFromUtf8("containers"));
        var merge = named(properties.get("containers"), 31).get("x-kubernetes-patch-merge-key");
        assertThat(text(merge, 2)).isEqualTo("\"name\"");
    }

    @Test
    void saysWhatAnOperationIsAboutAndTakes() {
        var pods = named(message(document, 8), 2).get("/api/v1/namespaces/{namespace}/pods");
        var create = message(pods, 4);
        var kind = named(create, 13).get("x-kubernetes-group-version-kind");

        assertThat(Json.parse(text(kind, 2)))
                .isEqualTo(Json.parse("{\"group\":\"\",\"kind\":\"Pod\",\"version\":\"v1\"}"));
        var body = message(message(message(create, 8), 1), 1);
        assertThat(text(body, 3)).isEqualTo("body");
        assertThat(text(message(body, 5), 1)).isEqualTo("#/definitions/io.k8s.api.core.v1.Pod");
        var place = message(message(message(message(pods, 9), 1), 2), 4);
        assertThat(text(place, 4)).isEqualTo("namespace");
    }

    @Test
    void leavesNothingOutSilently() {
        var unknown = Json.object().put("swagger", "2.0").put("surprise", 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> V2Protobuf.encode(unknown))
                .withMessageContaining("surprise");
    }
}
