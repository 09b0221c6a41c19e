package dev.kaptan.client.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class BackoffTest {

    @Test
    void doublesUpToTheLongest() {
        var backoff = Backoff.exponential(Duration.ofMillis(100), Duration.ofSeconds(1));
        assertThat(backoff.after(0)).isEqualTo(Duration.ofMillis(100));
        assertThat(backoff.after(3)).isEqualTo(Duration.ofMillis(800));
        assertThat(backoff.after(4)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void neverOverflows() {
        for (int failures = 0; failures < 1000; failures++) {
            assertThat(Backoff.PER_KEY.after(failures))
                    .isBetween(Duration.ofMillis(5), Duration.ofSeconds(1000));
        }
    }

    @Test
    void jitterAddsAFractionOnly() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8), 0.5, () -> 0.5);
        assertThat(backoff.after(0)).isEqualTo(Duration.ofMillis(1250));
    }

    @Test
    void refusesToGoDown() {
        assertThatThrownBy(() -> Backoff.exponential(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("PT2S to PT1S");
    }
}
