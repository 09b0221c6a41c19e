package dev.kaptan.proof.run;

import dev.kaptan.proof.check.Verdict;
import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.nemesis.Fault;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * What came out of a round.
 *
 * @param stuck what did not get well again in time
 */
record Outcomes(History history, Verdict verdict, List<Fault> faults, List<String> stuck) {

    private static final double NANOS = 1e9;

    Outcomes {
        faults = List.copyOf(faults);
        stuck = List.copyOf(stuck);
    }

    boolean isClean() {
        return verdict.isClean() && stuck.isEmpty();
    }

    String summary() {
        return "%d calls (%d answered, %d refused, %d lost of which %d happened), %d watches with %d messages, up to revision %d, longest without a write %.1f s: %s"
                .formatted(
                        history.calls().size(),
                        answered(),
                        refused(),
                        lost(),
                        verdict.recovered(),
                        history.watches().size(),
                        messages(),
                        history.lastRevision(),
                        secondsWithoutWrite(),
                        isClean() ? "clean" : "NOT CLEAN");
    }

    long answered() {
        return count(Outcome.Answered.class);
    }

    long refused() {
        return count(Outcome.Refused.class);
    }

    long lost() {
        return count(Outcome.Unknown.class);
    }

    int messages() {
        return history.watches().stream().mapToInt(watch -> watch.deliveries().size()).sum();
    }

    private long count(Class<? extends Outcome> kind) {
        return history.calls().stream().filter(call -> kind.isInstance(call.outcome())).count();
    }

    double secondsWithoutWrite() {
        var ends =
                history.calls().stream()
                        .filter(Outcomes::wrote)
                        .mapToLong(Call::end)
                        .sorted()
                        .toArray();
        long longest = 0;
        for (int i = 1; i < ends.length; i++) {
            longest = Math.max(longest, ends[i] - ends[i - 1]);
        }
        return longest / NANOS;
    }

    private static boolean wrote(Call call) {
        return call.outcome() instanceof Outcome.Answered(long revision, var answer)
                && answer.changedKeys();
    }

    /** Everything, for people. */
    void writeTo(Path file) throws IOException {
        try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
            verdict.violations().forEach(out::println);
            stuck.forEach(out::println);
            out.println("before: " + history.before());
            history.calls().stream()
                    .sorted(Comparator.comparingLong(Call::start))
                    .forEach(out::println);
            for (var watch : history.watches()) {
                out.println(watch);
                watch.deliveries().forEach(delivery -> out.println("  " + delivery));
            }
        }
    }
}
