package dev.kaptan.scheduler.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.model.Toleration.Operator;

import org.junit.jupiter.api.Test;

class TolerationTest {

    private static final Taint TAINT = new Taint("team", "blue", Taint.NO_SCHEDULE);

    @Test
    void equalWantsTheSameValue() {
        assertThat(tolerates("team", Operator.EQUAL, "blue", "")).isTrue();
        assertThat(tolerates("team", Operator.EQUAL, "red", "")).isFalse();
    }

    @Test
    void existsTakesAnyValue() {
        assertThat(tolerates("team", Operator.EXISTS, "", "")).isTrue();
        assertThat(tolerates("other", Operator.EXISTS, "", "")).isFalse();
    }

    @Test
    void anEmptyKeyThatExistsToleratesEverything() {
        assertThat(tolerates("", Operator.EXISTS, "", "")).isTrue();
        assertThat(tolerates("", Operator.EQUAL, "blue", "")).isFalse();
    }

    @Test
    void aNamedEffectToleratesThatEffectOnly() {
        assertThat(tolerates("team", Operator.EXISTS, "", Taint.NO_SCHEDULE)).isTrue();
        assertThat(tolerates("team", Operator.EXISTS, "", Taint.NO_EXECUTE)).isFalse();
    }

    private static boolean tolerates(String key, Operator operator, String value, String effect) {
        return new Toleration(key, operator, value, effect).tolerates(TAINT);
    }
}
