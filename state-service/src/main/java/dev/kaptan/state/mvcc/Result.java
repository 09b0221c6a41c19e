package dev.kaptan.state.mvcc;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What an operation or command answers. */
public sealed interface Result {

    /**
     * @param count keys in the range, whatever the limit
     * @param more whether the limit cut keys off
     */
    record Range(List<KeyValue> entries, long count, boolean more) implements Result {}

    /** {@code previous} is what the put replaced, null if nothing or if nobody asked. */
    record Put(@Nullable KeyValue previous) implements Result {}

    /** {@code previous} is empty if nobody asked. */
    record Delete(long deleted, List<KeyValue> previous) implements Result {}

    record Txn(boolean succeeded, List<Result> results) implements Result {}

    record Compacted() implements Result {}

    record LeaseGranted(long id, long ttlSeconds) implements Result {}

    record LeaseRevoked() implements Result {}

    /** The alarm that was raised or taken back; null if nothing changed. */
    record AlarmSet(Alarms.@Nullable Alarm alarm) implements Result {}

    record AuthChanged() implements Result {}

    record TokenIssued() implements Result {}

    /** Another member has answered it; here it is only heard of. */
    record Announced() implements Result {}
}
