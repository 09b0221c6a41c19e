package dev.kaptan.benchmarks.scheduler;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.benchmarks.Benchmark;
import dev.kaptan.benchmarks.Report;
import dev.kaptan.benchmarks.Sample;

import java.util.stream.IntStream;

/** Pods per second of the loop alone: its bindings succeed at once, and their news come back. */
public final class SchedulerLoop implements Benchmark {

    @Override
    public String name() {
        return "loop";
    }

    @Override
    public String summary() {
        return "pods/s of the scheduler's loop in this process:"
                + " --nodes=5000 --pods=10000 --zones=3 --rounds=5 --heartbeats=0 (Node news/s)";
    }

    @Override
    public Report run(Arguments arguments) throws InterruptedException {
        int nodes = arguments.number("nodes", 5000);
        int pods = arguments.number("pods", 10_000);
        int zones = arguments.number("zones", 3);
        int rounds = arguments.number("rounds", 5);
        int heartbeats = arguments.number("heartbeats", 0);
        var rates = new double[rounds];
        for (int round : IntStream.rangeClosed(0, rounds).toArray()) {
            double rate = new LoopRound(nodes, pods, zones, heartbeats, round).podsPerSecond();
            System.err.printf(
                    "round %d%s: %.0f pods/s%n", round, round == 0 ? " (warm-up)" : "", rate);
            if (round > 0) {
                rates[round - 1] = rate;
            }
        }
        return Report.of("nodes", "pods", "zones", "Node news/s", "pods/s [least..most]")
                .row(nodes, pods, zones, heartbeats, Sample.of(rates).summary(0));
    }
}
