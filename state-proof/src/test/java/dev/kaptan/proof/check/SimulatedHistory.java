package dev.kaptan.proof.check;

import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.Delivery;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.history.WatchSession;
import dev.kaptan.proof.model.Change;
import dev.kaptan.proof.model.Comparison;
import dev.kaptan.proof.model.Model;
import dev.kaptan.proof.model.Request;
import dev.kaptan.proof.model.Span;
import dev.kaptan.proof.model.State;
import dev.kaptan.proof.model.Step;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A history that the model itself gave to concurrent callers: each call takes effect at a moment of
 * its own between its start and its end, and the answers of some are lost.
 */
final class SimulatedHistory {

    private static final long SECOND = 1_000_000_000L;

    final List<Call> calls = new ArrayList<>();
    final List<WatchSession> watches = new ArrayList<>();
    private final SplittableRandom random;
    private final List<List<Change>> changes = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private long clock = SECOND;
    private int unique;
    private long lease;

    SimulatedHistory(long seed, int length) {
        random = new SplittableRandom(seed);
        states.add(State.fresh());
        for (int i = 0; i < length; i++) {
            step();
        }
        watch("all", Span.ALL, 0, WatchSession.Filter.NONE);
        watch("some", Span.prefix("k1"), 0, WatchSession.Filter.NONE);
        watch("removals", Span.ALL, 2, WatchSession.Filter.NO_PUT);
        watch("late", Span.ALL, Math.max(2, last().revision() / 2), WatchSession.Filter.NONE);
    }

    History history() {
        return new History(State.fresh(), last().revision(), List.of(), calls, watches);
    }

    /** The same with other calls and watches. */
    History with(List<Call> otherCalls, List<WatchSession> otherWatches) {
        return new History(State.fresh(), last().revision(), List.of(), otherCalls, otherWatches);
    }

    private State last() {
        return states.getLast();
    }

    private void step() {
        clock += 1 + random.nextLong(SECOND / 100);
        var request = request();
        long start = clock - random.nextLong(SECOND / 50);
        long end = clock + random.nextLong(SECOND / 50);
        if (random.nextInt(10) == 0) {
            lose(request, start, end);
            return;
        }
        if (request instanceof Request.Get get && get.revision() != 0) {
            calls.add(new Call("c", "m", get, start, end, readPast(get)));
            return;
        }
        var outcome =
                switch (Model.apply(last(), request)) {
                    case Step.Done(var next, var answer, var made) -> {
                        apply(next, made);
                        yield new Outcome.Answered(next.revision(), answer);
                    }
                    case Step.Refused(var reason) -> new Outcome.Refused(reason);
                };
        calls.add(new Call("c", "m", request, start, end, outcome));
    }

    private Outcome readPast(Request.Get get) {
        var past =
                states.stream()
                        .filter(state -> state.revision() == get.revision())
                        .findFirst()
                        .orElseThrow();
        return new Outcome.Answered(last().revision(), Model.read(past, get));
    }

    private void lose(Request request, long start, long end) {
        if (!(request instanceof Request.Get)
                && random.nextBoolean()
                && Model.apply(last(), request) instanceof Step.Done(var next, var a, var made)) {
            apply(next, made);
        }
        calls.add(new Call("c", "m", request, start, end, new Outcome.Unknown("lost")));
    }

    private void apply(State next, List<Change> made) {
        if (!made.isEmpty()) {
            changes.add(made);
        }
        states.add(next);
    }

    private Request request() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> new Request.Put(key(), value(), 0, random.nextBoolean());
            case 3 -> new Request.Delete(Span.one(key()), random.nextBoolean());
            case 4 -> new Request.Delete(Span.prefix("k" + random.nextInt(3)), true);
            case 5 -> {
                var key = key();
                var there = last().items().get(key);
                long expected = random.nextInt(3) == 0 || there == null ? 0 : there.modRevision();
                yield new Request.Txn(
                        List.of(Comparison.modRevision(key, expected)),
                        List.of(new Request.Put(key, value(), 0, true)),
                        List.of(Request.Get.newest(Span.one(key))));
            }
            case 6 ->
                    new Request.Txn(
                            List.of(),
                            List.of(
                                    new Request.Put("k1a", value(), 0, false),
                                    new Request.Put("k2a", value(), 0, false)),
                            List.of());
            case 7 -> leased();
            case 8 -> Request.Get.at(Span.ALL, 1 + random.nextLong(last().revision()));
            default -> Request.Get.newest(random.nextBoolean() ? Span.ALL : Span.one(key()));
        };
    }

    private Request leased() {
        if (lease != 0 && random.nextBoolean()) {
            return random.nextInt(3) == 0
                    ? new Request.LeaseRevoke(lease)
                    : new Request.Put(key(), value(), lease, false);
        }
        return new Request.LeaseGrant(++lease, 600);
    }

    private String key() {
        return "k" + random.nextInt(3) + (char) ('a' + random.nextInt(3));
    }

    private String value() {
        return "v" + unique++;
    }

    private void watch(String name, Span span, long start, WatchSession.Filter filter) {
        var session = new WatchSession(name, "m", span, start, filter, true, 0, List.of());
        var deliveries = new ArrayList<Delivery>();
        deliveries.add(new Delivery.Created(0, 1));
        long at = clock + SECOND;
        var batch = new ArrayList<Change>();
        for (var made : changes) {
            if (made.getFirst().revision() < start) {
                continue;
            }
            made.stream().filter(session::wants).forEach(batch::add);
            if (!batch.isEmpty() && random.nextBoolean()) {
                deliveries.add(new Delivery.Events(at++, batch));
                batch.clear();
            }
            if (batch.isEmpty() && random.nextInt(5) == 0) {
                deliveries.add(new Delivery.Progress(at++, made.getFirst().revision()));
            }
        }
        if (!batch.isEmpty()) {
            deliveries.add(new Delivery.Events(at, batch));
        }
        long all = last().revision();
        watches.add(new WatchSession(name, "m", span, start, filter, true, all, deliveries));
    }
}
