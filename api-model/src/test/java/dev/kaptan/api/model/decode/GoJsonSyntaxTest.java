package dev.kaptan.api.model.decode;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.MalformedException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.SplittableRandom;

class GoJsonSyntaxTest {

    private static final String END = "unexpected end of JSON input";

    private static @Nullable String error(String text) {
        return GoJsonSyntax.error(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    nonsense | invalid character 'o' in literal null (expecting 'u')
                    imastring! | invalid character 'i' looking for beginning of value
                    {] | invalid character ']' looking for beginning of object key string
                    {a:1} | invalid character 'a' looking for beginning of object key string
                    {"a" 1} | invalid character '1' after object key
                    {"a":} | invalid character '}' looking for beginning of value
                    {"a":1 "b":2} | invalid character '"' after object key:value pair
                    {"a":1,} | invalid character '}' looking for beginning of object key string
                    [1 2] | invalid character '2' after array element
                    [1,] | invalid character ']' looking for beginning of value
                    {} {} | invalid character '{' after top-level value
                    01 | invalid character '1' after top-level value
                    -a | invalid character 'a' in numeric literal
                    1.x | invalid character 'x' after decimal point in numeric literal
                    1e+x | invalid character 'x' in exponent of numeric literal
                    "\\q" | invalid character 'q' in string escape code
                    "\\u12g4" | invalid character 'g' in \\u hexadecimal character escape
                    'a' | invalid character '\\'' looking for beginning of value
                    """)
    void namesWhatItDidNotExpect(String text, String message) {
        assertThat(error(text)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {
                    {"metadata":
                    {"a"
                    [1,
                    tru
                    -
                    1.
                    "abc
                    "\\u12
                    """)
    void namesAnEndThatComesTooEarly(String text) {
        assertThat(error(text)).isEqualTo(END);
    }

    @Test
    void showsBytesThatCannotBePrinted() {
        assertThat(error("")).isEqualTo(END);
        assertThat(error("\"a\nb\"")).isEqualTo("invalid character '\\n' in string literal");
        assertThat(error("\u0000"))
                .isEqualTo("invalid character '\\x00' looking for beginning of value");
        assertThat(GoJsonSyntax.error("\u00e9\u0080".getBytes(ISO_8859_1)))
                .isEqualTo("invalid character '\u00e9' looking for beginning of value");
        assertThat(GoJsonSyntax.error("\u0080".getBytes(ISO_8859_1)))
                .isEqualTo("invalid character '\\u0080' looking for beginning of value");
    }

    @Test
    void leavesDepthToTheReader() {
        assertThat(error("[".repeat(100_000))).isNull();
    }

    @Test
    void looksAsDeepAsTheReader() {
        int deepest = 500;
        assertThat(isRefused("[".repeat(deepest) + "]".repeat(deepest))).isFalse();
        assertThat(error("[".repeat(deepest))).isEqualTo(END);
        assertThat(isRefused("[".repeat(deepest + 1) + "]".repeat(deepest + 1))).isTrue();
        assertThat(error("[".repeat(deepest + 1))).isNull();
    }

    /** Whoever reads bodies and whoever explains them must agree on what is JSON. */
    @Test
    void findsAnErrorWhereAndOnlyWhereTheReaderRefuses() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        var whole =
                "{\"a\":[1,-2.5e+3,true,null,\"x\\u0041\\n\"],\"b\":{\"c\":{},\"d\":[]},\"e\":false}";
        assertThat(error(whole)).isNull();
        for (int i = 0; i < 5000; i++) {
            var text = new StringBuilder(whole);
            int place = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setLength(place);
                case 1 -> text.deleteCharAt(place);
                default -> text.setCharAt(place, "{}[],:\"\\x1-.et ".charAt(random.nextInt(15)));
            }
            assertThat(error(text.toString()) != null)
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(isRefused(text.toString()));
        }
    }

    private static boolean isRefused(String text) {
        try {
            Json.parse(text.getBytes(UTF_8));
            return false;
        } catch (MalformedException e) {
            return true;
        }
    }
}
