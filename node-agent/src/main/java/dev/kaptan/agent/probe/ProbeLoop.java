package dev.kaptan.agent.probe;

import dev.kaptan.agent.action.Outcome;
import dev.kaptan.agent.plan.Health.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One probe of one run of a container, until it is stopped. */
final class ProbeLoop implements Runnable {

    /** Waits; replaced by tests that have no time. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    private final ProbeTimes times;
    private final Supplier<Outcome> probe;
    private final Supplier<Boolean> due;
    private final Consumer<Verdict> onVerdict;
    private final Consumer<String> onFailure;
    private final Instant startedAt;
    private final InstantSource clock;
    private final Pause pause;
    private Series series = Series.EMPTY;

    /**
     * @param due whether to probe at all at this time: liveness and readiness wait for start-up
     * @param startedAt of the container: what the initial delay counts from
     */
    ProbeLoop(
            ProbeTimes times,
            Supplier<Outcome> probe,
            Supplier<Boolean> due,
            Consumer<Verdict> onVerdict,
            Consumer<String> onFailure,
            Instant startedAt,
            InstantSource clock,
            Pause pause) {
        this.times = times;
        this.probe = probe;
        this.due = due;
        this.onVerdict = onVerdict;
        this.onFailure = onFailure;
        this.startedAt = startedAt;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public void run() {
        try {
            var untilFirst =
                    Duration.between(clock.instant(), startedAt.plus(times.initialDelay()));
            if (untilFirst.isPositive()) {
                pause.sleep(untilFirst);
            }
            while (!Thread.currentThread().isInterrupted()) {
                if (due.get()) {
                    probeOnce();
                }
                pause.sleep(times.period());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void probeOnce() {
        var outcome = probe.get();
        if (Thread.currentThread().isInterrupted()) {
            return; // the container ends: what it answers means nothing any more
        }
        if (!outcome.success()) {
            onFailure.accept(outcome.message());
        }
        var before = series.verdict();
        series = series.plus(outcome.success(), times.successThreshold(), times.failureThreshold());
        if (series.verdict() != before) {
            onVerdict.accept(series.verdict());
        }
    }
}
