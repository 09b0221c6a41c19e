package dev.kaptan.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.proof.check.Violation.Kind;
import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.Delivery;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.history.WatchSession;
import dev.kaptan.proof.model.Answer;
import dev.kaptan.proof.model.Change;
import dev.kaptan.proof.model.Item;
import dev.kaptan.proof.model.Refusal;
import dev.kaptan.proof.model.Request;
import dev.kaptan.proof.model.Span;
import dev.kaptan.proof.model.State;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The checker passes what the model gave, and finds each way in which a store can go wrong. */
class CheckerTest {

    private static final int SEEDS = 200;
    private static final int LENGTH = 150;

    @Test
    void whatTheModelGaveIsClean() {
        int recovered = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var verdict = Checker.check(new SimulatedHistory(seed, LENGTH).history());
            assertThat(verdict.violations()).as("seed " + seed).isEmpty();
            recovered += verdict.recovered();
        }
        assertThat(recovered).as("lost answers that were found again").isGreaterThan(SEEDS);
    }

    @Test
    void anAcknowledgedWriteThatIsNotThereIsFound() {
        changingCalls(
                Kind.WRONG_ANSWER,
                call -> call.request() instanceof Request.Put,
                call -> answered(call, revision(call), new Answer.Deleted(1, List.of())));
        // What the next call of the key saw does not have it.
        everywhere(
                Kind.UNEXPLAINED_REVISION,
                history -> without(history, call -> call.request() instanceof Request.Put));
    }

    @Test
    void aWriteOverThatOfAnotherIsFound() {
        var put = new Request.Put("k", "v1", 0, false);
        var other = new Request.Put("k", "v2", 0, false);
        assertKinds(
                history(3, List.of(call(put, 1, 2, 2), call(other, 3, 4, 2)), List.of()),
                Kind.TWO_WRITERS,
                Kind.MISSING_REVISION);
    }

    @Test
    void anAcknowledgedWriteOfARevisionThatTheStoreLostIsFound() {
        var put = call(new Request.Put("k", "v1", 0, false), 1, 2, 2);
        assertKinds(history(1, List.of(put), List.of()), Kind.STALE);
    }

    @Test
    void aWriteThatHappenedTwiceIsFound() {
        var lost = new Request.Put("k", "v1", 0, false);
        var first = new Item("k", "v1", 2, 2, 1, 0);
        var second = new Item("k", "v1", 2, 3, 2, 0);
        var watch =
                watch(
                        new Delivery.Created(0, 1),
                        events(9, new Change.Written(first, null)),
                        events(10, new Change.Written(second, first)));
        var call = new Call("c", "m", lost, 1, 2, new Outcome.Unknown("timeout"));
        assertKinds(history(3, List.of(call), List.of(watch)), Kind.UNEXPLAINED_REVISION);
    }

    @Test
    void aRevisionThatNobodyMadeIsFound() {
        var put = call(new Request.Put("k", "v1", 0, false), 1, 2, 3);
        assertKinds(history(3, List.of(put), List.of()), Kind.MISSING_REVISION);
    }

    @Test
    void aStaleReadIsFound() {
        var put = call(new Request.Put("k", "v1", 0, false), 1, 2, 2);
        var nothing = new Answer.Got(List.of(), 0, false);
        var read = Request.Get.newest(Span.one("k"));
        var stale = new Call("c", "m", read, 3, 4, new Outcome.Answered(1, nothing));
        assertKinds(history(2, List.of(put, stale), List.of()), Kind.STALE);

        var overlapping = new Call("c", "m", read, 1, 4, new Outcome.Answered(1, nothing));
        assertKinds(history(2, List.of(put, overlapping), List.of()));

        var serializable = Request.Get.serializable(Span.one("k"));
        var behind = new Call("c", "m", serializable, 3, 4, new Outcome.Answered(1, nothing));
        assertKinds(history(2, List.of(put, behind), List.of()));
    }

    @Test
    void aReadOfSomethingElseIsFound() {
        changingCalls(
                Kind.WRONG_ANSWER,
                call -> call.request() instanceof Request.Get,
                call -> answered(call, revision(call), new Answer.Got(List.of(), 99, false)));
    }

    @Test
    void aWatchThatShowsLessThanAReadBeforeIsNoViolationButOneThatShowsMoreMakesReadsStale() {
        var put = call(new Request.Put("k", "v1", 0, false), 1, 20, 2);
        var watch =
                watch(
                        new Delivery.Created(0, 1),
                        events(5, new Change.Written(new Item("k", "v1", 2, 2, 1, 0), null)));
        var nothing = new Answer.Got(List.of(), 0, false);
        var read = Request.Get.newest(Span.one("k"));
        var after = new Call("c", "m", read, 6, 7, new Outcome.Answered(1, nothing));
        assertKinds(history(2, List.of(put, after), List.of(watch)), Kind.STALE);
        var before = new Call("c", "m", read, 3, 4, new Outcome.Answered(1, nothing));
        assertKinds(history(2, List.of(put, before), List.of(watch)));
    }

    @Test
    void aMissedEventIsFound() {
        changingEvents(Kind.WATCH_GAP, events -> new ArrayList<>());
    }

    @Test
    void anEventThatComesTwiceIsFound() {
        changingDeliveries(Kind.WATCH_ORDER, delivery -> List.of(delivery, delivery));
    }

    @Test
    void aRevisionInTwoMessagesIsFound() {
        changingDeliveries(
                Kind.WATCH_SPLIT,
                delivery ->
                        delivery instanceof Delivery.Events(long at, var changes)
                                        && changes.size() > 1
                                        && changes.getFirst().revision()
                                                == changes.getLast().revision()
                                ? List.of(
                                        new Delivery.Events(at, changes.subList(0, 1)),
                                        new Delivery.Events(at, changes.subList(1, changes.size())))
                                : List.of(delivery));
    }

    @Test
    void eventsInAnotherOrderAreFound() {
        changingEvents(
                Kind.WATCH_ORDER,
                events ->
                        events.getFirst().revision() == events.getLast().revision()
                                ? events
                                : events.reversed());
    }

    @Test
    void anEventWithAnotherValueIsFound() {
        changingEvents(
                Kind.WATCH_EVENT,
                events ->
                        events.stream()
                                .<Change>map(change ->
                                        change instanceof Change.Removed ? change : forged(change))
                                .toList());
    }

    @Test
    void aBookmarkBeforeAnEventIsFound() {
        changingDeliveries(
                Kind.WATCH_BOOKMARK,
                delivery ->
                        delivery instanceof Delivery.Events(long at, var changes)
                                ? List.of(
                                        new Delivery.Progress(at, changes.getLast().revision()),
                                        delivery)
                                : List.of(delivery));
    }

    @Test
    void aLeaseThatEndsEarlyIsFound() {
        long second = 1_000_000_000L;
        var grant = call(new Request.LeaseGrant(7, 5), 0, 1, 1);
        var put = call(new Request.Put("k", "v", 7, false), 2, 3, 2);
        var item = new Item("k", "v", 2, 2, 1, 7);
        var written = events(4, new Change.Written(item, null));
        var early = events(4 * second, new Change.Removed("k", 3, item));
        var late = events(6 * second, new Change.Removed("k", 3, item));
        var created = new Delivery.Created(0, 1);
        assertKinds(
                history(3, List.of(grant, put), List.of(watch(created, written, early))),
                Kind.UNEXPLAINED_REVISION);
        assertKinds(history(3, List.of(grant, put), List.of(watch(created, written, late))));
    }

    @Test
    void aLeaseThatIsUsedAfterItsEndIsFound() {
        var grant = call(new Request.LeaseGrant(7, 5), 0, 1, 1);
        var revoke = call(new Request.LeaseRevoke(7), 2, 3, 1);
        var put = call(new Request.Put("k", "v", 7, false), 4, 5, 2);
        assertKinds(history(2, List.of(grant, revoke, put), List.of()), Kind.LEASE);
    }

    @Test
    void aLeaseThatWasKeptAliveAndIsGoneIsFound() {
        long second = 1_000_000_000L;
        var grant = call(new Request.LeaseGrant(7, 5), 0, 1, 1);
        var renewal =
                new Call(
                        "c",
                        "m",
                        new Request.LeaseKeepAlive(7),
                        5 * second,
                        5 * second + 1,
                        new Outcome.Answered(1, new Answer.LeaseKeptAlive(5)));
        var put = new Request.Put("k", "v", 7, false);
        var gone = new Outcome.Refused(Refusal.LEASE_NOT_FOUND);
        var early = new Call("c", "m", put, 7 * second, 8 * second, gone);
        assertKinds(history(1, List.of(grant, renewal, early), List.of()), Kind.WRONG_REFUSAL);
        var late = new Call("c", "m", put, 10 * second, 11 * second, gone);
        assertKinds(history(1, List.of(grant, renewal, late), List.of()));

        var dead = new Outcome.Answered(1, new Answer.LeaseKeptAlive(0));
        var denied =
                new Call("c", "m", new Request.LeaseKeepAlive(7), 7 * second, 8 * second, dead);
        assertKinds(history(1, List.of(grant, renewal, denied), List.of()), Kind.LEASE);
    }

    @Test
    void aWatchThatIsEndedAsCompactedWithoutNeedIsFound() {
        var put = call(new Request.Put("k", "v1", 0, false), 1, 2, 2);
        var over = call(new Request.Put("k", "v2", 0, false), 3, 4, 3);
        var compact = new Request.Compact(3);
        var done = new Outcome.Answered(3, new Answer.Compacted());
        var compaction = new Call("c", "m", compact, 5, 6, done);
        var created = new Delivery.Created(0, 1);
        var ended = watch(created, new Delivery.Canceled(9, 3, ""));
        assertKinds(history(3, List.of(put, over, compaction), List.of(ended)));
        assertKinds(history(3, List.of(put, over), List.of(ended)), Kind.WATCH_CANCEL);
        var tooSoon = watch(created, new Delivery.Canceled(4, 3, ""));
        assertKinds(
                history(3, List.of(put, over, compaction), List.of(tooSoon)), Kind.WATCH_CANCEL);
    }

    @Test
    void anEventThatTheWatchLeavesOutIsFound() {
        var put = call(new Request.Put("k", "v1", 0, false), 1, 2, 2);
        var written = new Change.Written(new Item("k", "v1", 2, 2, 1, 0), null);
        for (var watch :
                List.of(
                        watch(Span.ALL, WatchSession.Filter.NO_PUT, written),
                        watch(Span.one("other"), WatchSession.Filter.NONE, written))) {
            assertKinds(history(2, List.of(put), List.of(watch)), Kind.WATCH_EVENT);
        }
    }

    @Test
    void anEventThatTellsOfAnotherPastIsFound() {
        var put = call(new Request.Put("k", "v1", 0, false), 1, 2, 2);
        var invented = new Item("k", "v0", 1, 1, 1, 0);
        var written = new Change.Written(new Item("k", "v1", 2, 2, 1, 0), invented);
        assertKinds(
                history(
                        2,
                        List.of(put),
                        List.of(watch(Span.ALL, WatchSession.Filter.NONE, written))),
                Kind.WATCH_EVENT);
    }

    @Test
    void aRefusalWithoutReasonIsFound() {
        var get = Request.Get.at(Span.ALL, 1);
        var refused = new Call("c", "m", get, 1, 2, new Outcome.Refused(Refusal.COMPACTED));
        assertKinds(history(1, List.of(refused), List.of()), Kind.WRONG_REFUSAL);
    }

    /** Each history in which the calls that fit are changed, one at a time for the first few. */
    private static void changingCalls(
            Kind kind, Predicate<Call> which, UnaryOperator<Call> change) {
        everywhere(
                kind,
                history -> {
                    var calls = new ArrayList<>(history.calls());
                    for (int i = 0; i < calls.size(); i++) {
                        var call = calls.get(i);
                        if (which.test(call) && call.outcome() instanceof Outcome.Answered) {
                            calls.set(i, change.apply(call));
                            break;
                        }
                    }
                    return copy(history, calls, history.watches());
                });
    }

    private static History without(History history, Predicate<Call> which) {
        var calls = new ArrayList<>(history.calls());
        for (int i = 0; i < calls.size(); i++) {
            if (which.test(calls.get(i)) && calls.get(i).outcome() instanceof Outcome.Answered) {
                calls.remove(i);
                break;
            }
        }
        return copy(history, calls, history.watches());
    }

    private static void changingEvents(Kind kind, Function<List<Change>, List<Change>> change) {
        changingDeliveries(
                kind,
                delivery ->
                        delivery instanceof Delivery.Events(long at, var changes)
                                ? List.of(new Delivery.Events(at, change.apply(changes)))
                                : List.of(delivery));
    }

    /**
     * Changes the first message for which that makes a difference, in a watch that is no witness.
     */
    private static void changingDeliveries(Kind kind, Function<Delivery, List<Delivery>> change) {
        everywhere(
                kind,
                history -> {
                    var watches = new ArrayList<>(history.watches());
                    var victim = watches.getFirst();
                    var changed = changed(victim, change);
                    if (!changed.deliveries().equals(victim.deliveries())) {
                        watches.add(changed);
                    }
                    return copy(history, history.calls(), watches);
                });
    }

    private static WatchSession changed(
            WatchSession watch, Function<Delivery, List<Delivery>> change) {
        var deliveries = new ArrayList<Delivery>();
        boolean done = false;
        for (var delivery : watch.deliveries()) {
            var replaced =
                    done || !(delivery instanceof Delivery.Events)
                            ? List.of(delivery)
                            : change.apply(delivery);
            done = done || !replaced.equals(List.of(delivery));
            deliveries.addAll(replaced);
        }
        return new WatchSession(
                "changed",
                watch.member(),
                watch.span(),
                watch.start(),
                watch.filter(),
                watch.previous(),
                watch.complete(),
                deliveries);
    }

    /** The kind must be found in most of the seeds: in some the change makes no difference. */
    private static void everywhere(Kind kind, UnaryOperator<History> change) {
        int found = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var history = new SimulatedHistory(seed, LENGTH).history();
            var changed = change.apply(history);
            var verdict = Checker.check(changed);
            if (changed.equals(history)) {
                assertThat(verdict.violations()).isEmpty();
                continue;
            }
            assertThat(verdict.violations()).as("seed " + seed).isNotEmpty();
            if (verdict.violations().stream().anyMatch(each -> each.kind() == kind)) {
                found++;
            }
        }
        assertThat(found).as("seeds in which " + kind + " is found").isGreaterThan(SEEDS / 2);
    }

    private static void assertKinds(History history, Kind... kinds) {
        assertThat(Checker.check(history).violations())
                .extracting(Violation::kind)
                .containsOnly(kinds);
    }

    private static History copy(History history, List<Call> calls, List<WatchSession> watches) {
        return new History(
                history.before(), history.lastRevision(), history.pending(), calls, watches);
    }

    private static History history(long last, List<Call> calls, List<WatchSession> watches) {
        return new History(State.fresh(), last, List.of(), calls, watches);
    }

    private static Call call(Request request, long start, long end, long revision) {
        var answer =
                switch (request) {
                    case Request.Put put -> new Answer.Put(null);
                    case Request.LeaseGrant(long id, long ttl) -> new Answer.LeaseGranted(id, ttl);
                    case Request.LeaseRevoke revoke -> new Answer.LeaseRevoked();
                    default -> throw new IllegalArgumentException(request.toString());
                };
        return new Call("c", "m", request, start, end, new Outcome.Answered(revision, answer));
    }

    private static Call answered(Call call, long revision, Answer answer) {
        return new Call(
                call.client(),
                call.member(),
                call.request(),
                call.start(),
                call.end(),
                new Outcome.Answered(revision, answer));
    }

    private static long revision(Call call) {
        return ((Outcome.Answered) call.outcome()).revision();
    }

    private static Change forged(Change change) {
        var item = ((Change.Written) change).item();
        return new Change.Written(
                new Item(
                        item.key(),
                        "forged",
                        item.createRevision(),
                        item.modRevision(),
                        item.version(),
                        item.lease()),
                change.previous());
    }

    private static WatchSession watch(Delivery... deliveries) {
        return new WatchSession(
                "w", "m", Span.ALL, 2, WatchSession.Filter.NONE, true, 0, List.of(deliveries));
    }

    private static WatchSession watch(Span span, WatchSession.Filter filter, Change change) {
        return new WatchSession(
                "w",
                "m",
                span,
                2,
                filter,
                true,
                0,
                List.of(new Delivery.Created(0, 1), events(5, change)));
    }

    private static Delivery events(long at, Change... changes) {
        return new Delivery.Events(at, List.of(changes));
    }
}
