package dev.kaptan.state.mvcc;

import java.util.List;

/** What one write changed, and all keys after it. */
record Revision(long number, CountedTree<KeyValue> keys, List<Event> events) {

    /**
     * Heap bytes that only this revision keeps alive, roughly: copied tree paths and old values.
     */
    long weight() {
        long weight = 64;
        for (var event : events) {
            var previous = event.previous();
            weight += 700 + (previous == null ? 0 : previous.weight());
        }
        return weight;
    }
}
