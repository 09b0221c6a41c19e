package dev.kaptan.api.engine.object;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.Test;

class ObjectBytesTest {

    private static final String STORED =
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"\\\"metadata\\\":{\"}}";

    private static String set(String json, long revision) {
        return new String(ObjectBytes.withRevision(json.getBytes(UTF_8), revision), UTF_8);
    }

    @Test
    void setsTheRevisionWhereMetadataOpens() {
        assertThat(set(STORED, 7))
                .isEqualTo(
                        STORED.replace(
                                "\"metadata\":{\"name\"",
                                "\"metadata\":{\"resourceVersion\":\"7\",\"name\""));
    }

    @Test
    void replacesARevisionThatIsThere() {
        assertThat(set(set(STORED, 7), 1234567)).isEqualTo(set(STORED, 1234567));
    }

    @Test
    void copesWithEmptyMetadata() {
        assertThat(set("{\"metadata\":{}}", 7))
                .isEqualTo("{\"metadata\":{\"resourceVersion\":\"7\"}}");
        assertThat(set("{\"metadata\":{\"resourceVersion\":\"3\"}}", 7))
                .isEqualTo("{\"metadata\":{\"resourceVersion\":\"7\"}}");
    }

    @Test
    void storesWithoutTheRevisionAndWithMetadataInFront() {
        var object =
                Json.parseObject(
                        "{\"spec\":{\"metadata\":{\"x\":1}},\"metadata\":{\"resourceVersion\":\"9\",\"name\":\"a\"},\"kind\":\"K\",\"apiVersion\":\"v1\"}"
                                .getBytes(UTF_8));
        assertThat(new String(ObjectBytes.toStore(object), UTF_8))
                .isEqualTo(
                        "{\"apiVersion\":\"v1\",\"kind\":\"K\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"metadata\":{\"x\":1}}}");
        assertThat(ObjectBytes.revisionOf(object)).isEqualTo(9);
    }
}
