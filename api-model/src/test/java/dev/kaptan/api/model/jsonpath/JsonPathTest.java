package dev.kaptan.api.model.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.api.model.Samples;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.node.ObjectNode;

class JsonPathTest {

    private final ObjectNode object =
            Samples.tree(
                    """
                    spec: {replicas: 3, a.b: dotted}
                    status:
                      conditions:
                      - {type: Ready, status: 'True', n: 1}
                      - {type: Synced, status: 'False', n: 5}
                    """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".spec.replicas|3",
                "{.spec.replicas}|3",
                "$.spec.replicas|3",
                "spec.replicas|3",
                ".spec['a.b']|dotted",
                ".spec.a\\.b|dotted",
                ".status.conditions[0].type|Ready",
                ".status.conditions[-1].type|Synced",
                ".status.conditions[*].type|Ready,Synced",
                ".status.conditions[?(@.type==\"Ready\")].status|True",
                ".status.conditions[?(@.n>2)].type|Synced",
                ".status.conditions[?(@.missing)].type|''",
                "..type|Ready,Synced",
                ".nothing.here|''",
                ".status.conditions[7].type|''",
            })
    void findsWhatColumnsAskFor(String path, String expected) {
        assertThat(JsonPath.compile(path).print(object))
                .isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {".a[", ".a[x]", ".a[?(]", ".a[?(b)]"})
    void saysWhereAPathIsMalformed(String path) {
        assertThatThrownBy(() -> JsonPath.compile(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("offset");
    }

    @Test
    void printsObjectsAsJson() {
        assertThat(JsonPath.compile(".spec").print(object)).startsWith("{\"replicas\":3");
    }
}
