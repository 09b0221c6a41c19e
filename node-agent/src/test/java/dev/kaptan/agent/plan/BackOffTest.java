package dev.kaptan.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class BackOffTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void doublesFromTenSecondsToFiveMinutes() {
        BackOff backOff = null;
        var seconds = new long[7];
        for (int i = 0; i < seconds.length; i++) {
            backOff = BackOff.raise(backOff, START, START);
            seconds[i] = backOff.delay().toSeconds();
        }
        assertThat(seconds).containsExactly(10, 20, 40, 80, 160, 300, 300);
    }

    @Test
    void isForgottenAfterTenMinutesWithoutAFailure() {
        var backOff = new BackOff(Duration.ofSeconds(160), START);
        var late = START.plusSeconds(601);
        assertThat(BackOff.raise(backOff, late, late).delay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(backOff.until(late)).isEqualTo(late);
        assertThat(backOff.until(START.plusSeconds(600))).isEqualTo(START.plusSeconds(760));
    }
}
