package dev.kaptan.controller.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.client.cache.ObjectKey;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

class ExpectationsTest {
    private final ObjectKey owner = new ObjectKey("space", "set");
    private Instant now = Instant.EPOCH;
    private final Expectations expectations = new Expectations(() -> now);

    @Test
    void nothingExpectedIsFulfilled() {
        assertThat(expectations.fulfilled(owner)).isTrue();
    }

    @Test
    void everyCreationHasToBeSeen() {
        expectations.expectCreations(owner, 2);
        expectations.created(owner, 1);
        assertThat(expectations.fulfilled(owner)).isFalse();
        expectations.created(owner, 1);
        assertThat(expectations.fulfilled(owner)).isTrue();
    }

    @Test
    void aDeletionSeenTwiceCountsOnce() {
        expectations.expectDeletions(owner, Set.of("a", "b"));
        expectations.deleted(owner, "a");
        expectations.deleted(owner, "a");
        assertThat(expectations.fulfilled(owner)).isFalse();
        expectations.deleted(owner, "b");
        assertThat(expectations.fulfilled(owner)).isTrue();
    }

    @Test
    void aLostEventHoldsAnOwnerUpForFiveMinutesOnly() {
        expectations.expectCreations(owner, 1);
        now = now.plus(Duration.ofMinutes(5));
        assertThat(expectations.fulfilled(owner)).isFalse();
        now = now.plusMillis(1);
        assertThat(expectations.fulfilled(owner)).isTrue();
    }
}
