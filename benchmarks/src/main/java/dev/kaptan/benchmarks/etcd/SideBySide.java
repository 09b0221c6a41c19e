package dev.kaptan.benchmarks.etcd;

import dev.kaptan.benchmarks.Report;
import dev.kaptan.benchmarks.Sample;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures one or two stores in turn, so that whatever else the machine does meets both, and
 * reports medians over the rounds and their ratio.
 */
final class SideBySide {

    private final List<Contestant> contestants;
    private final int rounds;
    private final Duration time;
    private final Report report;

    SideBySide(List<Contestant> contestants, int rounds, Duration time) {
        this.contestants = List.copyOf(contestants);
        this.rounds = rounds;
        this.time = time;
        this.report = Report.of(columns().toArray(String[]::new));
    }

    Report report() {
        return report;
    }

    private List<String> columns() {
        var columns = new ArrayList<>(List.of("what", "clients"));
        names("%s, per second", columns);
        if (contestants.size() > 1) {
            columns.add("times [rounds]");
        }
        names("%s, p50 / p99, ms", columns);
        names("%s, server's CPU, us a call", columns);
        return columns;
    }

    private void names(String format, List<String> columns) {
        contestants.forEach(each -> columns.add(format.formatted(each.name())));
    }

    void compare(String what, int clients, Contestant.Round round) throws InterruptedException {
        var measured = new ArrayList<List<Contestant.Measured>>();
        contestants.forEach(each -> measured.add(new ArrayList<>()));
        for (int i = 0; i < rounds; i++) {
            for (int j = 0; j < contestants.size(); j++) {
                // Who goes first changes, for the second finds dirty pages of the first.
                int turn = (i + j) % contestants.size();
                measured.get(turn).add(contestants.get(turn).measure(round, time));
            }
        }
        row(what, clients, measured);
    }

    private void row(String what, int clients, List<List<Contestant.Measured>> measured) {
        var cells = new ArrayList<Object>(List.of(what, clients));
        measured.forEach(
                each -> cells.add(number("%.0f", median(each, one -> one.load().perSecond()))));
        if (contestants.size() > 1) {
            cells.add(ratios(measured.getFirst(), measured.getLast()));
        }
        measured.forEach(each ->
                cells.add(
                        latency(
                                median(each, one -> one.load().p50Millis()),
                                median(each, one -> one.load().p99Millis()))));
        measured.forEach(
                each -> cells.add(number("%.0f", median(each, Contestant.Measured::cpuMicros))));
        report.row(cells.toArray());
        System.err.println(cells.stream().map(Object::toString).collect(Collectors.joining(" | ")));
    }

    /** The ratio of the medians, and the least and the most of all rounds. */
    private static String ratios(
            List<Contestant.Measured> first, List<Contestant.Measured> second) {
        ToDoubleFunction<Contestant.Measured> rate = one -> one.load().perSecond();
        var each =
                IntStream.range(0, first.size())
                        .mapToDouble(i ->
                                rate.applyAsDouble(first.get(i))
                                        / rate.applyAsDouble(second.get(i)))
                        .sorted()
                        .toArray();
        return String.format(
                Locale.ROOT,
                "%.2f [%.2f..%.2f]",
                median(first, rate) / median(second, rate),
                each[0],
                each[each.length - 1]);
    }

    private static double median(
            List<Contestant.Measured> all, ToDoubleFunction<Contestant.Measured> what) {
        return Sample.of(all.stream().mapToDouble(what).toArray()).median();
    }

    private static String latency(double p50, double p99) {
        return String.format(Locale.ROOT, "%.2f / %.2f", p50, p99);
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
