package dev.kaptan.proof.check;

import dev.kaptan.proof.history.Delivery;
import dev.kaptan.proof.history.History;
import dev.kaptan.proof.history.WatchSession;
import dev.kaptan.proof.model.Change;

import java.util.ArrayList;
import java.util.List;

/** Holds one watch against what happened. */
final class WatchCheck {

    private final WatchSession watch;
    private final Timeline timeline;
    private final History history;
    private final Violations violations;

    /** Everything up to here has been delivered. */
    private long delivered;

    private boolean created;

    WatchCheck(WatchSession watch, Timeline timeline, History history, Violations violations) {
        this.watch = watch;
        this.timeline = timeline;
        this.history = history;
        this.violations = violations;
        this.delivered = watch.start() - 1;
    }

    void check() {
        for (var delivery : watch.deliveries()) {
            switch (delivery) {
                case Delivery.Created(long at, long revision) -> create(revision);
                case Delivery.Events(long at, var changes) -> events(at, changes);
                case Delivery.Progress(long at, long revision) -> progress(revision);
                case Delivery.Canceled(long at, long compacted, var reason) ->
                        canceled(at, compacted);
            }
        }
        require(Math.min(watch.complete(), timeline.last()), Violation.Kind.WATCH_GAP);
    }

    private void create(long revision) {
        created = true;
        if (watch.start() == 0) {
            delivered = revision;
        }
    }

    private void events(long at, List<Change> changes) {
        var revision = new ArrayList<Change>();
        for (var change : changes) {
            if (!revision.isEmpty() && revision.getFirst().revision() != change.revision()) {
                revision(at, revision);
                revision.clear();
            }
            revision.add(change);
        }
        revision(at, revision);
    }

    private void revision(long at, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        long revision = changes.getFirst().revision();
        if (!created || revision > timeline.last() || revision <= timeline.first()) {
            violations.add(Violation.Kind.WATCH_EVENT, "%s saw %s", watch, changes);
            return;
        }
        if (revision <= delivered) {
            outOfOrder(revision, changes);
            return;
        }
        require(revision - 1, Violation.Kind.WATCH_GAP);
        delivered = revision;
        var expected = wanted(revision);
        if (!sameApartFromCompacted(at, changes, expected)) {
            var kind =
                    expected.size() > changes.size() && expected.containsAll(changes)
                            ? Violation.Kind.WATCH_SPLIT
                            : Violation.Kind.WATCH_EVENT;
            violations.add(kind, "%s saw %s; expected %s", watch, changes, expected);
        }
    }

    private void outOfOrder(long revision, List<Change> changes) {
        violations.add(
                Violation.Kind.WATCH_ORDER,
                "%s saw %s after it had all up to revision %d",
                watch,
                changes,
                delivered);
    }

    private void progress(long revision) {
        require(Math.min(revision, timeline.last()), Violation.Kind.WATCH_BOOKMARK);
    }

    private void canceled(long at, long compacted) {
        if (compacted == 0) {
            return;
        }
        if (compacted <= delivered + 1 || compacted > Compactions.possible(history, at)) {
            violations.add(
                    Violation.Kind.WATCH_CANCEL,
                    "%s was told that %d is compacted when it had all up to %d",
                    watch,
                    compacted,
                    delivered);
        }
    }

    /** Nothing that the watcher wants may have happened after what it has, up to {@code upTo}. */
    private void require(long upTo, Violation.Kind kind) {
        for (long revision = Math.max(delivered, timeline.first()) + 1;
                revision <= upTo;
                revision++) {
            var missing = wanted(revision);
            if (!missing.isEmpty()) {
                violations.add(kind, "%s missed %s", watch, missing);
            }
        }
        delivered = Math.max(delivered, upTo);
    }

    private List<Change> wanted(long revision) {
        return timeline.changes(revision).stream().filter(watch::wants).map(watch::view).toList();
    }

    /** What was before a change cannot be told any more once that is compacted. */
    private boolean sameApartFromCompacted(long at, List<Change> actual, List<Change> expected) {
        if (actual.equals(expected)) {
            return true;
        }
        if (actual.size() != expected.size()) {
            return false;
        }
        long floor = Compactions.possible(history, at);
        for (int i = 0; i < actual.size(); i++) {
            var change = actual.get(i);
            boolean forgotten = change.previous() == null && change.revision() <= floor;
            var best = forgotten ? expected.get(i).withoutPrevious() : expected.get(i);
            if (!change.equals(best)) {
                return false;
            }
        }
        return true;
    }
}
