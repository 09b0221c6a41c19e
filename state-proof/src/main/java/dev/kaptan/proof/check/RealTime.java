package dev.kaptan.proof.check;

import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.Delivery;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Request;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What makes serializability strict: whoever begins after somebody else has ended stands behind
 * them in the order. The write of revision r stands at 2r, what was read at r stands at 2r + 1.
 */
final class RealTime {

    private final Timeline timeline;
    private final Violations violations;
    private final List<Point> points = new ArrayList<>();

    RealTime(History history, Timeline timeline, Violations violations) {
        this.timeline = timeline;
        this.violations = violations;
        points.add(
                new Point(
                        Long.MIN_VALUE,
                        Long.MIN_VALUE,
                        2 * timeline.first() + 1,
                        "what was there before"));
        history.calls().forEach(this::add);
        timeline.recovered()
                .forEach((revision, call) ->
                        points.add(new Point(call.start(), Long.MAX_VALUE, 2 * revision, call)));
        for (var watch : history.watches()) {
            watch.deliveries().forEach(delivery -> add(watch, delivery));
        }
    }

    /** The highest revision that somebody knew of before {@code time}. */
    static long knownBefore(History history, long time) {
        return history.calls().stream()
                .filter(call -> call.end() < time)
                .mapToLong(call ->
                        call.outcome() instanceof Outcome.Answered(long revision, var answer)
                                ? revision
                                : 0)
                .reduce(history.before().revision(), Math::max);
    }

    void check() {
        var byStart = new ArrayList<>(points);
        byStart.sort(Comparator.comparingLong(Point::start));
        points.sort(Comparator.comparingLong(Point::end));
        int ended = 0;
        @Nullable Point furthest = null;
        for (var point : byStart) {
            while (points.get(ended).end() < point.start()) {
                var other = points.get(ended++);
                if (furthest == null || other.position() > furthest.position()) {
                    furthest = other;
                }
            }
            if (furthest != null && furthest.position() > point.position()) {
                violations.add(Violation.Kind.STALE, "%s, after %s", point.what(), furthest.what());
            }
        }
    }

    private void add(Call call) {
        if (!(call.outcome() instanceof Outcome.Answered(long revision, var answer))) {
            return;
        }
        switch (call.request()) {
            // Members answer these alone: what they saw was there, but they may see less than
            // others.
            case Request.LeaseKeepAlive keepAlive -> {}
            case Request.Get get when get.serializable() ->
                    points.add(new Point(Long.MIN_VALUE, call.end(), 2 * revision + 1, call));
            default ->
                    points.add(
                            new Point(
                                    call.start(),
                                    call.end(),
                                    answer.changedKeys() ? 2 * revision : 2 * revision + 1,
                                    call));
        }
        if (revision > timeline.last()) {
            violations.add(Violation.Kind.STALE, "%s, but in the end the store had less", call);
        }
    }

    private void add(Object watch, Delivery delivery) {
        switch (delivery) {
            case Delivery.Events(long at, var changes) ->
                    changes.forEach(change -> addSeen(watch, delivery, at, change.revision()));
            case Delivery.Progress(long at, long revision) ->
                    addSeen(watch, delivery, at, revision);
            case Delivery.Created created -> {}
            case Delivery.Canceled canceled -> {}
        }
    }

    private void addSeen(Object watch, Delivery delivery, long at, long revision) {
        points.add(new Point(Long.MIN_VALUE, at, 2 * revision + 1, watch + " saw " + delivery));
    }

    /** Something that took place between two times, and its place in the order. */
    private record Point(long start, long end, long position, Object what) {}
}
