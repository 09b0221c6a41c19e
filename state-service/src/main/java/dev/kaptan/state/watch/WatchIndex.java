package dev.kaptan.state.watch;

import dev.kaptan.state.mvcc.KeyRange;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Finds the watches that a key concerns. Watches of the same range share an entry, and watches of
 * single keys are found by hash, so that ten thousand watchers of few ranges cost little.
 */
final class WatchIndex {

    private final Map<KeyRange, Map<Watch, Subscriber>> singles = new HashMap<>();
    private final Map<KeyRange, Map<Watch, Subscriber>> ranges = new HashMap<>();

    void add(Watch watch, Subscriber subscriber) {
        side(watch.range())
                .computeIfAbsent(watch.range(), range -> new LinkedHashMap<>())
                .put(watch, subscriber);
    }

    void remove(Watch watch) {
        side(watch.range())
                .computeIfPresent(
                        watch.range(),
                        (range, group) -> {
                            group.remove(watch);
                            return group.isEmpty() ? null : group;
                        });
    }

    boolean isEmpty() {
        return singles.isEmpty() && ranges.isEmpty();
    }

    int size() {
        return count(singles) + count(ranges);
    }

    void forKey(byte[] key, BiConsumer<Watch, Subscriber> visitor) {
        if (!singles.isEmpty()) {
            var group = singles.get(KeyRange.single(key));
            if (group != null) {
                group.forEach(visitor);
            }
        }
        ranges.forEach((range, group) -> {
            if (range.contains(key)) {
                group.forEach(visitor);
            }
        });
    }

    void forAll(BiConsumer<Watch, Subscriber> visitor) {
        singles.values().forEach(group -> group.forEach(visitor));
        ranges.values().forEach(group -> group.forEach(visitor));
    }

    private Map<KeyRange, Map<Watch, Subscriber>> side(KeyRange range) {
        return range.isSingle() ? singles : ranges;
    }

    private static int count(Map<KeyRange, Map<Watch, Subscriber>> side) {
        return side.values().stream().mapToInt(Map::size).sum();
    }
}
