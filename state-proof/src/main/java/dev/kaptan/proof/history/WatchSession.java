package dev.kaptan.proof.history;

import dev.kaptan.proof.model.Change;
import dev.kaptan.proof.model.Span;

import java.util.List;

/**
 * One watch from its creation to its end, by the store or by a lost connection. A watcher that
 * resumes does so in a new session from the revision after the last that it has seen.
 *
 * @param start first revision asked for, or 0 for what comes after the creation
 * @param complete revision up to which the watcher was waited for, 0 if it was not
 */
public record WatchSession(
        String watcher,
        String member,
        Span span,
        long start,
        Filter filter,
        boolean previous,
        long complete,
        List<Delivery> deliveries) {

    public WatchSession {
        deliveries = List.copyOf(deliveries);
    }

    /** Whether the watcher asked for the change. */
    public boolean wants(Change change) {
        return span.contains(change.key())
                && switch (filter) {
                    case NONE -> true;
                    case NO_PUT -> change instanceof Change.Removed;
                    case NO_DELETE -> change instanceof Change.Written;
                };
    }

    /** The change as this watcher must see it. */
    public Change view(Change change) {
        return previous ? change : change.withoutPrevious();
    }

    /** Whether it sees every change, so that it can stand witness for what happened. */
    public boolean seesAll() {
        return span.equals(Span.ALL) && filter == Filter.NONE;
    }

    @Override
    public String toString() {
        return "watch %s at %s of %s from %d".formatted(watcher, member, span, start);
    }

    /** What is left out of a watch. */
    public enum Filter {
        NONE,
        NO_PUT,
        NO_DELETE
    }
}
