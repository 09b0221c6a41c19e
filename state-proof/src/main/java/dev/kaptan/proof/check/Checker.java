package dev.kaptan.proof.check;

import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.Outcome;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.stream.Stream;

/**
 * The entry: replays the history by revision, then holds every call and every watch against the
 * replay.
 */
public final class Checker {

    private Checker() {}

    public static Verdict check(History history) {
        var violations = new Violations();
        var leases = new Leases(history);
        var timeline = new Replay(history, leases, violations).run();
        new Answers(history, timeline, leases, violations).check();
        new RealTime(history, timeline, violations).check();
        history.watches()
                .forEach(watch -> new WatchCheck(watch, timeline, history, violations).check());

        var happened = new HashSet<>(timeline.recovered().values());
        var pending = new ArrayList<Call>();
        Stream.concat(history.pending().stream(), history.calls().stream())
                .filter(call -> call.outcome() instanceof Outcome.Unknown)
                .filter(call -> !happened.contains(call))
                .forEach(pending::add);
        return new Verdict(
                violations.all(),
                timeline.at(timeline.last()).withCompacted(compacted(history)),
                pending,
                happened.size());
    }

    private static long compacted(History history) {
        return Compactions.acknowledged(history, Long.MAX_VALUE);
    }
}
