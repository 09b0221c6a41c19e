package dev.kaptan.state.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

class TokensTest {

    private final SetClock clock = new SetClock();
    private final Tokens tokens = new Tokens(clock, Duration.ofSeconds(10));

    @Test
    void aTokenLivesAsLongAsItIsUsed() {
        tokens.issued("t", "ann", clock.millis());
        for (int i = 0; i < 5; i++) {
            clock.now = clock.now.plusSeconds(9);
            assertThat(tokens.use("t")).isEqualTo("ann");
        }
        clock.now = clock.now.plusSeconds(10);
        assertThat(tokens.use("t")).isNull();
    }

    @Test
    void aReplayedLogRevivesNoToken() {
        tokens.issued("t", "ann", clock.millis() - 10_000);
        assertThat(tokens.use("t")).isNull();
    }

    @Test
    void aNewPasswordEndsTheTokensOfTheOldOne() {
        tokens.issued("t", "ann", clock.millis());
        tokens.issued("u", "bob", clock.millis());
        tokens.changed(new AuthChange.ChangePassword("ann", "hash"));
        assertThat(tokens.use("t")).isNull();
        assertThat(tokens.use("u")).isEqualTo("bob");
        tokens.changed(new AuthChange.Disable());
        assertThat(tokens.use("u")).isNull();
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
