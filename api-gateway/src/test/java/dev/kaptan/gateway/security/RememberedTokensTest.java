package dev.kaptan.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.api.engine.auth.TokenAuthenticator.Identity;
import dev.kaptan.api.engine.auth.TokenAuthenticator.InvalidTokenException;
import dev.kaptan.api.engine.auth.User;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

class RememberedTokensTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int verified;
    private boolean revoked;
    private final TokenAuthenticator tokens = new RememberedTokens(() -> this::verify, clock());

    private Identity verify(String token, List<String> audiences) {
        verified++;
        if (revoked) {
            throw new InvalidTokenException("revoked");
        }
        return new Identity(User.of("robot"), audiences);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    @Test
    void verifiesATokenOnceInTenSeconds() {
        assertThat(tokens.authenticate("t", List.of()).user().name()).isEqualTo("robot");
        now = now.plusMillis(9_999);
        tokens.authenticate("t", List.of());
        assertThat(verified).isEqualTo(1);
        tokens.authenticate("another", List.of());
        assertThat(verified).isEqualTo(2);
    }

    @Test
    void noticesARevocationAfterTenSeconds() {
        tokens.authenticate("t", List.of());
        revoked = true;
        now = now.plusMillis(10_000);
        assertThatThrownBy(() -> tokens.authenticate("t", List.of()))
                .isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void verifiesEveryTimeForOtherAudiences() {
        tokens.authenticate("t", List.of("vault"));
        tokens.authenticate("t", List.of("vault"));
        assertThat(verified).isEqualTo(2);
    }
}
