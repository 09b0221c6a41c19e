package dev.kaptan.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.agent.action.Outcome;
import dev.kaptan.agent.plan.Health.Verdict;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

class ProbeLoopTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private final List<Duration> pauses = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private void run(ProbeTimes times, Boolean... results) {
        Deque<Boolean> left = new ArrayDeque<>(List.of(results));
        new ProbeLoop(
                        times,
                        () -> new Outcome(left.poll(), "said"),
                        () -> true,
                        verdicts::add,
                        failures::add,
                        START,
                        () -> now,
                        pause -> {
                            pauses.add(pause);
                            now = now.plus(pause);
                            if (left.isEmpty()) {
                                throw new InterruptedException();
                            }
                        })
                .run();
        Thread.interrupted(); // the loop ends as a stopped one does
    }

    private static ProbeTimes times(int successes, int failures) {
        return new ProbeTimes(
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                successes,
                failures);
    }

    @Test
    void waitsTheInitialDelayOnceAndThePeriodEachTime() {
        run(times(1, 3), true, true);
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(2));
        assertThat(verdicts).containsExactly(Verdict.SUCCESS);
    }

    @Test
    void turnsAfterAsManyEqualResultsAsAskedFor() {
        run(times(2, 3), true, true, false, false, true, false, false, false, true, true);
        assertThat(verdicts).containsExactly(Verdict.SUCCESS, Verdict.FAILURE, Verdict.SUCCESS);
        assertThat(failures).hasSize(5).containsOnly("said");
    }

    @Test
    void neverTurnsOnFewerResultsThanItsThreshold() {
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new SplittableRandom(seed);
            int successes = 1 + random.nextInt(3);
            int failures = 1 + random.nextInt(3);
            var series = Series.EMPTY;
            int row = 0;
            boolean last = false;
            for (int i = 0; i < 50; i++) {
                boolean result = random.nextBoolean();
                row = i > 0 && result == last ? row + 1 : 1;
                last = result;
                var before = series.verdict();
                series = series.plus(result, successes, failures);
                boolean enough = row >= (result ? successes : failures);
                var expected = !enough ? before : result ? Verdict.SUCCESS : Verdict.FAILURE;
                assertThat(series.verdict()).as("seed %d, result %d", seed, i).isEqualTo(expected);
            }
        }
    }
}
