package dev.kaptan.client.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;

import org.junit.jupiter.api.Test;

import java.util.Map;

class SelectorsTest {
    private static LabelSelector expression(String operator, String... values) {
        return new LabelSelectorBuilder()
                .addNewMatchExpression()
                .withKey("tier")
                .withOperator(operator)
                .withValues(values)
                .endMatchExpression()
                .build();
    }

    @Test
    void nothingSelectsNothingAndEmptySelectsAll() {
        assertThat(Selectors.matches(null, Map.of())).isFalse();
        assertThat(Selectors.matches(new LabelSelector(), null)).isTrue();
    }

    @Test
    void expressionsReadAsTheApiSays() {
        var web = Map.of("tier", "web");
        assertThat(Selectors.matches(expression("In", "web", "db"), web)).isTrue();
        assertThat(Selectors.matches(expression("In", "db"), web)).isFalse();
        assertThat(Selectors.matches(expression("NotIn", "db"), Map.of())).isTrue();
        assertThat(Selectors.matches(expression("NotIn", "web"), web)).isFalse();
        assertThat(Selectors.matches(expression("Exists"), web)).isTrue();
        assertThat(Selectors.matches(expression("DoesNotExist"), web)).isFalse();
    }

    @Test
    void allPairsMustMatch() {
        var selector =
                new LabelSelectorBuilder().addToMatchLabels(Map.of("a", "1", "b", "2")).build();
        assertThat(Selectors.matches(selector, Map.of("a", "1", "b", "2", "c", "3"))).isTrue();
        assertThat(Selectors.matches(selector, Map.of("a", "1"))).isFalse();
    }

    @Test
    void anUnknownOperatorIsNamed() {
        assertThatThrownBy(() -> Selectors.matches(expression("Like", "w"), Map.of("tier", "w")))
                .hasMessageContaining("'Like'");
    }
}
