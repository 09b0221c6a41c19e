package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.log.LogException;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

class RoundsTest {

    private final List<CompletableFuture<Long>> asked = new ArrayList<>();
    private final Rounds rounds =
            new Rounds(() -> {
                var question = new CompletableFuture<Long>();
                asked.add(question);
                return question;
            });

    @Test
    void whoComesWhileAQuestionIsUnderWaySharesTheNext() {
        var first = rounds.join();
        var second = rounds.join();
        var third = rounds.join();
        assertThat(asked).hasSize(1);

        asked.getFirst().complete(1L);
        assertThat(first).isCompletedWithValue(1L);
        assertThat(second).isNotDone();
        assertThat(asked).hasSize(2);

        asked.getLast().complete(2L);
        assertThat(second).isCompletedWithValue(2L);
        assertThat(third).isCompletedWithValue(2L);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aFailureReachesThoseWhoShareItAndNobodyElse() {
        var first = rounds.join();
        var second = rounds.join();

        asked.getFirst()
                .completeExceptionally(new CompletionException(LogException.noLeader(null)));
        assertThat(first.exceptionNow()).isInstanceOf(LogException.class);
        assertThat(second).isNotDone();

        asked.getLast().complete(2L);
        assertThat(second).isCompletedWithValue(2L);
    }

    @Test
    void aQuestionThatCannotBeAskedFails() {
        var none =
                new Rounds(() -> {
                    throw LogException.noLeader(null);
                });
        assertThat(none.join().exceptionNow()).isInstanceOf(LogException.class);
        assertThat(none.join().exceptionNow()).isInstanceOf(LogException.class);
    }

    /** Questions are answered with their number, so that whoever joined knows which was his. */
    @Test
    void nobodyIsAnsweredFromBeforeHeCame() {
        long seed = Long.getLong("kaptan.seed", System.nanoTime());
        var random = new SplittableRandom(seed);
        record Joined(CompletableFuture<Long> round, int askedBefore) {}
        var joined = new ArrayList<Joined>();
        for (int step = 0; step < 2_000; step++) {
            int open = asked.size() - 1;
            if (random.nextInt(3) > 0) {
                joined.add(new Joined(rounds.join(), open));
            } else if (open >= 0) {
                asked.get(open).complete((long) open);
            }
            assertThat(asked.stream().filter(each -> !each.isDone()).count())
                    .as("seed %d, step %d", seed, step)
                    .isLessThanOrEqualTo(1);
        }
        while (!asked.getLast().isDone()) {
            asked.getLast().complete(asked.size() - 1L);
        }
        assertThat(joined)
                .as("seed %d", seed)
                .allSatisfy(each ->
                        assertThat(each.round().resultNow()).isGreaterThan(each.askedBefore()));
    }
}
