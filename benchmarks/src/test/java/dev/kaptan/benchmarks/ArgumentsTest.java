package dev.kaptan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class ArgumentsTest {

    private final Arguments arguments =
            Arguments.parse(List.of("--nodes=5", "--clients=1, 16", "--typo=x"));

    @Test
    void readsNumbersAndTheirDefaults() {
        assertThat(arguments.number("nodes", 1)).isEqualTo(5);
        assertThat(arguments.number("pods", 7)).isEqualTo(7);
        assertThat(arguments.numbers("clients", "2")).containsExactly(1, 16);
    }

    @Test
    void knowsWhatNobodyAskedFor() {
        arguments.number("nodes", 1);
        arguments.numbers("clients", "1");
        assertThat(arguments.neverAsked()).containsExactly("typo");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Arguments.parse(List.of("nodes=5")))
                .hasMessage("arguments look like --name=value, not nodes=5");
        assertThatThrownBy(() -> arguments.number("typo", 1))
                .hasMessage("--typo must be a number, is x");
        assertThatThrownBy(() -> arguments.required("pid")).hasMessage("--pid=... is missing");
    }
}
