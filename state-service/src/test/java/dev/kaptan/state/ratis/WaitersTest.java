package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;

class WaitersTest {

    private final Waiters waiters = new Waiters();

    @Test
    void nobodyWaitsAtFirst() {
        assertThat(waiters.waitBeyond(-1)).isFalse();
    }

    @Test
    void aReaderWaitsUntilItsEntryWasTold() {
        waiters.read(7);
        waiters.read(5);
        assertThat(waiters.waitBeyond(6)).isTrue();
        assertThat(waiters.waitBeyond(7)).isFalse();
    }

    @Test
    void aProposerWaitsForWhateverIsCommittedAndThenForItsOwn() {
        var fate = new CompletableFuture<Fate>();
        var ended = waiters.proposal(() -> fate, () -> 9);
        assertThat(waiters.waitBeyond(Long.MAX_VALUE)).isTrue();

        fate.complete(Fate.COMMITTED);

        assertThat(ended).isCompletedWithValue(Fate.COMMITTED);
        assertThat(waiters.waitBeyond(8)).isTrue();
        assertThat(waiters.waitBeyond(9)).isFalse();
    }

    @Test
    void aProposalThatFailedIsNotWaitedForEver() {
        waiters.proposal(
                () -> CompletableFuture.failedFuture(new IllegalStateException()), () -> 3);
        assertThat(waiters.waitBeyond(3)).isFalse();
    }
}
