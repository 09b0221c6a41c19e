package dev.kaptan.client.meta;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class ConditionTest {
    private static Condition ready(String status, String reason, String at) {
        return new Condition("Ready", status, reason, "", at);
    }

    @Test
    void theTransitionTimeStaysWhileTheStatusIsTheSame() {
        var before = List.of(ready("True", "A", "09:00"));
        assertThat(Condition.set(before, ready("True", "B", "10:00")))
                .containsExactly(ready("True", "B", "09:00"));
    }

    @Test
    void anotherStatusIsATransition() {
        var before = List.of(ready("True", "A", "09:00"));
        assertThat(Condition.set(before, ready("False", "B", "10:00")))
                .containsExactly(ready("False", "B", "10:00"));
    }

    @Test
    void othersKeepTheirPlaces() {
        var other = new Condition("Other", "True", null, null, "08:00");
        var before = List.of(ready("True", "A", "09:00"), other);
        assertThat(Condition.set(before, ready("False", "B", "10:00")).getLast()).isEqualTo(other);
    }
}
