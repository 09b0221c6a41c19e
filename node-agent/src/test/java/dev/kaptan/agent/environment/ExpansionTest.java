package dev.kaptan.agent.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class ExpansionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$(A)|1",
                "$(A)-$(B)|1-2",
                "$$(A)|$(A)",
                "$$$(A)|$1",
                "$(NONE)|$(NONE)",
                "$(A|$(A",
                "a$|a$",
                "$A|$A",
                "plain|plain",
            })
    void replacesReferencesAndNothingElse(String text, String expected) {
        assertThat(Expansion.expand(text, Map.of("A", "1", "B", "2"))).isEqualTo(expected);
    }
}
