package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

class TrialTest {

    @Test
    void isMadeOnce() {
        var attempts = new AtomicInteger();
        var trial = new Trial(() -> "refusal " + attempts.incrementAndGet());
        assertThat(trial.isRefused()).isFalse();
        assertThat(trial.outcome()).isEqualTo(new Trial.Outcome(true, "refusal 1"));
        assertThat(trial.outcome()).isEqualTo(new Trial.Outcome(false, "refusal 1"));
        assertThat(trial.isRefused()).isTrue();
    }

    @Test
    void isMadeAgainIfItFailed() {
        var attempts = new AtomicInteger();
        var trial =
                new Trial(() -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw RuntimeFailure.of(Kind.ENGINE_UNAVAILABLE, "away");
                    }
                    return null;
                });
        assertThatThrownBy(trial::outcome).isInstanceOf(RuntimeFailure.class).hasMessage("away");
        assertThat(trial.outcome().refusal()).isNull();
        assertThat(trial.isRefused()).isFalse();
    }
}
