package dev.kaptan.proof.run;

import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.model.State;
import dev.kaptan.proof.nemesis.Fault;
import dev.kaptan.proof.traffic.Recorder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rounds on one cluster, one after the other; each starts from the keys that the last was proven to
 * leave.
 */
public final class Proof {

    /** Calls without an answer that have not happened after so many rounds never will. */
    private static final int ROUNDS_TO_COME_THROUGH = 2;

    private final Cluster cluster;
    private final Load load;
    private final Set<Fault> faults;
    private final long seed;
    private final Path directory;
    private final Consumer<String> report;
    private final long origin = System.nanoTime();
    private final List<List<Call>> pending = new ArrayList<>();
    private final Totals totals = new Totals();
    private State state = State.fresh();
    private int rounds;

    /**
     * @param directory gets the history of a round that is not clean
     */
    public Proof(
            Cluster cluster,
            Load load,
            Set<Fault> faults,
            long seed,
            Path directory,
            Consumer<String> report) {
        this.cluster = cluster;
        this.load = load;
        this.faults = Set.copyOf(faults);
        this.seed = seed;
        this.directory = directory;
        this.report = report;
    }

    /**
     * One round.
     *
     * @return what is wrong, nothing if it is clean
     */
    public List<String> round() throws IOException, InterruptedException {
        var name = "r" + rounds++;
        var recorder = new Recorder(origin, state.revision());
        var round = new Round(cluster, load, recorder, name, seed + rounds);
        var carried = pending.stream().flatMap(List::stream).toList();
        var outcomes = round.run(state, carried, faults, text -> report.accept(name + " " + text));
        double loadAverage = Totals.load();
        report.accept("%s %s, load %.1f".formatted(name, outcomes.summary(), loadAverage));
        totals.add(outcomes, loadAverage);
        carryOn(outcomes);
        if (outcomes.isClean()) {
            return List.of();
        }
        var file = directory.resolve("history-" + name + ".txt");
        outcomes.writeTo(file);
        var problems = new ArrayList<String>();
        outcomes.verdict().violations().forEach(each -> problems.add(each.toString()));
        problems.addAll(outcomes.stuck());
        problems.add("seed " + seed + ", round " + name + ", history in " + file);
        return problems;
    }

    public Totals totals() {
        return totals;
    }

    private void carryOn(Outcomes outcomes) {
        state = outcomes.verdict().after();
        var still = Set.copyOf(outcomes.verdict().pending());
        pending.replaceAll(calls -> calls.stream().filter(still::contains).toList());
        var earlier = Set.copyOf(outcomes.history().pending());
        pending.add(still.stream().filter(call -> !earlier.contains(call)).toList());
        if (pending.size() > ROUNDS_TO_COME_THROUGH) {
            pending.removeFirst();
        }
    }
}
