package dev.kaptan.state.mvcc;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a range off one revision's keys; costs by what it returns when keys come in stored order.
 */
final class RangeRead {

    private RangeRead() {}

    static Result.Range of(CountedTree<KeyValue> keys, Operation.Range range) {
        long count = keys.count(range.range());
        if (range.countOnly()) {
            return new Result.Range(List.of(), count, false);
        }
        boolean whole =
                !range.sort().cutsInStoredOrder() || !range.bounds().equals(Operation.Bounds.NONE);
        long limit = range.limit() <= 0 ? Long.MAX_VALUE : range.limit();
        // One more than the limit tells whether more would follow.
        long atMost = whole || limit == Long.MAX_VALUE ? Long.MAX_VALUE : limit + 1;
        var found = collect(keys, range, atMost);
        if (!range.sort().isStoredOrder()) {
            found.sort(range.sort().comparator());
        }
        boolean more = found.size() > limit;
        var page = more ? found.subList(0, (int) limit) : found;
        if (range.keysOnly()) {
            page.replaceAll(KeyValue::withoutValue);
        }
        return new Result.Range(page, count, more);
    }

    private static List<KeyValue> collect(
            CountedTree<KeyValue> keys, Operation.Range range, long atMost) {
        var found = new ArrayList<KeyValue>();
        keys.visit(
                range.range(),
                entry -> {
                    if (range.bounds().admits(entry)) {
                        found.add(entry);
                    }
                    return found.size() < atMost;
                });
        return found;
    }
}
