package dev.kaptan.proof.check;

import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Request;

import java.util.stream.Stream;

/** What was surely, and what was possibly compacted at a time. */
final class Compactions {

    private Compactions() {}

    /** The revision below which nothing must be readable for who asks after {@code time}. */
    static long acknowledged(History history, long time) {
        return history.calls().stream()
                .filter(call -> call.end() < time)
                .filter(call -> call.outcome() instanceof Outcome.Answered)
                .mapToLong(Compactions::revision)
                .reduce(history.before().compacted(), Math::max);
    }

    /** The revision below which things may be gone for who gets an answer at {@code time}. */
    static long possible(History history, long time) {
        return Stream.concat(history.pending().stream(), history.calls().stream())
                .filter(call -> call.start() <= time)
                .filter(call -> !(call.outcome() instanceof Outcome.Refused))
                .mapToLong(Compactions::revision)
                .reduce(history.before().compacted(), Math::max);
    }

    private static long revision(Call call) {
        return call.request() instanceof Request.Compact(long revision) ? revision : 0;
    }
}
