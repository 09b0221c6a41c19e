package dev.kaptan.proof.run;

import dev.kaptan.proof.nemesis.Fault;

import java.lang.management.ManagementFactory;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.Map;

/** Everything of a run, counted. */
public final class Totals {

    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final DoubleSummaryStatistics loads = new DoubleSummaryStatistics();
    private long rounds;
    private long calls;
    private long answered;
    private long refused;
    private long lost;
    private long recovered;
    private long messages;
    private long revision;
    private double longestWithoutWrite;

    /** The load of the machine over the last minute. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    void add(Outcomes outcomes, double load) {
        rounds++;
        loads.accept(load);
        calls += outcomes.history().calls().size();
        answered += outcomes.answered();
        refused += outcomes.refused();
        lost += outcomes.lost();
        recovered += outcomes.verdict().recovered();
        messages += outcomes.messages();
        revision = outcomes.history().lastRevision();
        longestWithoutWrite = Math.max(longestWithoutWrite, outcomes.secondsWithoutWrite());
        outcomes.faults().forEach(fault -> faults.merge(fault, 1, Integer::sum));
    }

    @Override
    public String toString() {
        if (rounds == 0) {
            return "0 rounds";
        }
        return "%d rounds, %d calls (%d answered, %d refused, %d lost of which %d happened), %d messages of watches, up to revision %d, longest without a write %.1f s, load %.1f to %.1f, mean %.1f; %d faults: %s"
                .formatted(
                        rounds,
                        calls,
                        answered,
                        refused,
                        lost,
                        recovered,
                        messages,
                        revision,
                        longestWithoutWrite,
                        loads.getMin(),
                        loads.getMax(),
                        loads.getAverage(),
                        faults.values().stream().mapToInt(each -> each).sum(),
                        faults);
    }
}
