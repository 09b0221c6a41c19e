package dev.kaptan.api.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class JsonTest {

    @Test
    void saysWhereTextIsMalformed() {
        assertThatThrownBy(() -> Json.parse("{\"a\": tru}"))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.offset()).isBetween(6L, 10L))
                .hasMessageContaining("line 1, column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1}{}", "{'a':1}", "{\"a\":1,}", "nul", "[1,]"})
    void refusesWhatIsNotOneDocument(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesAbsurdNesting() {
        String deep = "[".repeat(100_000);
        assertThatThrownBy(() -> Json.parse(deep)).isInstanceOf(MalformedException.class);
    }

    @Test
    void findsDuplicateFieldsAndTheirPaths() {
        byte[] json =
                "{\"a\":1,\"b\":[{\"x\":1},{\"x\":1,\"x\":2}],\"a\":{\"a\":0}}"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(Json.duplicateFields(json)).containsExactly("b[1].x", "a");
        assertThat(Json.parseObject(json).path("a").isObject()).as("the last one counts").isTrue();
    }

    @Test
    void keepsNumbersExactly() {
        String text = "{\"a\":12345678901234567890,\"b\":0.1,\"c\":9007199254740993}";
        assertThat(new String(Json.bytes(Json.parse(text)), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Test
    void readsAndWritesYaml() {
        byte[] yaml = "a: 1\nb:\n- c: 'yes'\n- d: \"1\"\n".getBytes(StandardCharsets.UTF_8);
        var tree = Yaml.parse(yaml);
        assertThat(tree.path("b").path(1).path("d").isString()).isTrue();
        assertThat(Yaml.parse(Yaml.bytes(tree))).isEqualTo(tree);
        assertThat(Yaml.duplicateFields("a: 1\nb: 2\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void makesObjectsOnTheWayToAPath() {
        var tree = Json.object();
        Json.ensureObject(tree, "spec", "template").put("x", 1);
        assertThat(Json.at(tree, "spec", "template", "x").asInt()).isOne();
        assertThat(Json.text(tree, "spec", "missing")).isEmpty();
    }
}
