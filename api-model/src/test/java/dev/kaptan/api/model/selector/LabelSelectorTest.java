package dev.kaptan.api.model.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.api.model.Samples;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.SplittableRandom;

class LabelSelectorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=web|true",
                "app==web|true",
                "app!=web|false",
                "app in (web, db)|true",
                "app notin (web,db)|false",
                "missing notin (x)|true",
                "missing!=x|true",
                "app|true",
                "!app|false",
                "!missing|true",
                "size>3|true",
                "size<3|false",
                "app>3|false",
                "app=web,size in (4,5),!x|true",
                "app=|false",
                "empty=|true",
                "in=x|false",
            })
    void selectsByTheSyntaxOfKubectl(String selector, boolean expected) {
        ObjectNode labels = Samples.tree("{app: web, size: '4', empty: ''}");
        assertThat(LabelSelector.parse(selector).matches(labels)).isEqualTo(expected);
    }

    @Test
    void theEmptySelectorSelectsEverything() {
        assertThat(LabelSelector.parse("").matches(MissingNode.getInstance())).isTrue();
        assertThat(LabelSelector.of(Json.object()).everything()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=web=db|found '=', expected: ',' or 'end of string'",
                "a,,b|found ',', expected: identifier after ','",
                "app in web|found 'web', expected: '('",
                "app in (web|expected: ',' or ')'",
                "app ~ x|found '~', expected: in, notin, =, ==, !=, gt, lt",
                "a b|found 'b', expected: in, notin",
                "size>many|the value must be an integer",
                "a/b/c=d|a qualified name must consist of",
            })
    void saysWhatItDoesNotUnderstand(String selector, String text) {
        assertThatThrownBy(() -> LabelSelector.parse(selector))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void readsTheJsonForm() {
        var selector =
                LabelSelector.of(
                        Samples.tree(
                                "{matchLabels: {app: web}, matchExpressions: [{key: tier, operator:"
                                        + " In, values: [a, b]}, {key: old, operator:"
                                        + " DoesNotExist}]}"));
        assertThat(selector.matches(Samples.tree("{app: web, tier: b}"))).isTrue();
        assertThat(selector.matches(Samples.tree("{app: web, tier: b, old: x}"))).isFalse();
        assertThat(selector).hasToString("app=web,tier in (a,b),!old");
    }

    @RepeatedTest(200)
    void parsesWhatItPrints(RepetitionInfo info) {
        var random = new SplittableRandom(info.getCurrentRepetition());
        String[] terms = {"a=1", "b!=2", "c", "!d", "e in (x,y)", "f notin (x,z)", "g>3", "h<4"};
        var text = new StringBuilder();
        for (String term : terms) {
            if (random.nextBoolean()) {
                text.append(text.isEmpty() ? "" : ",").append(term);
            }
        }
        assertThat(LabelSelector.parse(text.toString()))
                .as("seed %d", info.getCurrentRepetition())
                .hasToString(text.toString());
    }
}
