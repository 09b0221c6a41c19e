package dev.kaptan.proof.run;

import dev.kaptan.proof.nemesis.Fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everything of a run, counted. */
public final class Totals {

    private static final Path LOAD = Path.of("/proc/loadavg");

    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final List<Double> loads = new ArrayList<>();
    private long rounds;
    private long calls;
    private long answered;
    private long refused;
    private long lost;
    private long recovered;
    private long messages;
    private long revision;
    private double longestWithoutWrite;

    /** The load of the machine over the last minute (proc_loadavg(5)). */
    static double load() throws IOException {
        return Double.parseDouble(Files.readString(LOAD).split(" ")[0]);
    }

    void add(Outcomes outcomes, double load) {
        rounds++;
        loads.add(load);
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
                        loads.stream().mapToDouble(each -> each).min().orElse(0),
                        loads.stream().mapToDouble(each -> each).max().orElse(0),
                        loads.stream().mapToDouble(each -> each).average().orElse(0),
                        sum(faults.values()),
                        faults);
    }

    private static int sum(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(each -> each).sum();
    }
}
