package dev.kaptan.proof.run;

import dev.kaptan.proof.check.Verdict;
import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.Outcome;

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
record Outcomes(History history, Verdict verdict, List<String> stuck) {

    Outcomes {
        stuck = List.copyOf(stuck);
    }

    boolean isClean() {
        return verdict.isClean() && stuck.isEmpty();
    }

    String summary() {
        return "%d calls (%d answered, %d refused, %d lost of which %d happened), %d watches with %d messages, up to revision %d, longest without a write %.1f s: %s"
                .formatted(
                        history.calls().size(),
                        count(Outcome.Answered.class),
                        count(Outcome.Refused.class),
                        count(Outcome.Unknown.class),
                        verdict.recovered(),
                        history.watches().size(),
                        history.watches().stream()
                                .mapToInt(watch -> watch.deliveries().size())
                                .sum(),
                        history.lastRevision(),
                        longestWithoutWrite() / 1e9,
                        isClean() ? "clean" : "NOT CLEAN");
    }

    private long count(Class<? extends Outcome> kind) {
        return history.calls().stream().filter(call -> kind.isInstance(call.outcome())).count();
    }

    private long longestWithoutWrite() {
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
        return longest;
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
