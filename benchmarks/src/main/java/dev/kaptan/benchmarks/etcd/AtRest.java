package dev.kaptan.benchmarks.etcd;

import dev.kaptan.benchmarks.Load;
import dev.kaptan.benchmarks.Report;
import dev.kaptan.benchmarks.Sample;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What stores take that are full and left alone, and how fast they are back after a kill. */
final class AtRest {

    private static final Duration REST = Duration.ofMinutes(1);
    private static final int RESTARTS = 3;

    private final int keys;
    private final Duration settling;
    private final Report report =
            Report.of(
                    "store",
                    "keys",
                    "resident, MB",
                    "most resident, MB",
                    "CPU at rest, % of a core",
                    "restart, s",
                    "resident after that, MB");

    /**
     * @param settling for how long the full stores are left alone before they are looked at
     */
    AtRest(int keys, Duration settling) {
        this.keys = keys;
        this.settling = settling;
    }

    Report run(List<Contestant> contestants) throws IOException, InterruptedException {
        for (var contestant : contestants) {
            contestant.calls().clear();
            Load.times(keys, 64, contestant.calls()::fill);
        }
        Thread.sleep(settling);
        for (var contestant : contestants) {
            measure(contestant, contestant.members().getFirst());
        }
        return report;
    }

    private void measure(Contestant contestant, StoreProcess process)
            throws IOException, InterruptedException {
        var usage = process.usage();
        double before = usage.cpuSeconds();
        Thread.sleep(REST);
        double cpu = (usage.cpuSeconds() - before) / REST.toSeconds() * 100;
        long resident = usage.residentMegabytes();
        long most = usage.mostResidentMegabytes();
        var seconds = new double[RESTARTS];
        for (int i = 0; i < RESTARTS; i++) {
            seconds[i] = process.restart().toMillis() / 1e3;
        }
        report.row(
                contestant.name(),
                keys,
                resident,
                most,
                String.format(Locale.ROOT, "%.2f", cpu),
                Sample.of(seconds).summary(2),
                process.usage().residentMegabytes());
    }
}
