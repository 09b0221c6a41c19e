package dev.kaptan.state.mvcc;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Keys from {@code start} (inclusive) to {@code end} (exclusive; null: no end), compared as
 * unsigned bytes.
 */
public record KeyRange(byte[] start, byte @Nullable [] end) {

    /**
     * The range that etcd's pair of {@code key} and {@code range_end} means: an empty end is the
     * key alone, an end of one zero byte is every key from {@code key} on.
     */
    public static KeyRange of(byte[] key, byte[] rangeEnd) {
        if (rangeEnd.length == 0) {
            return single(key);
        }
        if (rangeEnd.length == 1 && rangeEnd[0] == 0) {
            return new KeyRange(key, null);
        }
        return new KeyRange(key, rangeEnd);
    }

    public static KeyRange single(byte[] key) {
        return new KeyRange(key, Arrays.copyOf(key, key.length + 1));
    }

    /** etcd's {@code range_end}: empty for a single key, one zero byte for no end. */
    public byte[] rangeEnd() {
        if (end == null) {
            return new byte[1];
        }
        return isSingle() ? new byte[0] : end.clone();
    }

    public boolean contains(byte[] key) {
        return Arrays.compareUnsigned(key, start) >= 0
                && (end == null || Arrays.compareUnsigned(key, end) < 0);
    }

    /** Whether the range can hold no key but its start. */
    public boolean isSingle() {
        return end != null
                && end.length == start.length + 1
                && end[start.length] == 0
                && Arrays.equals(start, 0, start.length, end, 0, start.length);
    }

    public boolean overlaps(KeyRange other) {
        return !isEmpty()
                && !other.isEmpty()
                && (end == null || Arrays.compareUnsigned(other.start, end) < 0)
                && (other.end == null || Arrays.compareUnsigned(start, other.end) < 0);
    }

    public boolean isEmpty() {
        return end != null && Arrays.compareUnsigned(start, end) >= 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyRange range
                && Arrays.equals(start, range.start)
                && Arrays.equals(end, range.end);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(start) + Arrays.hashCode(end);
    }
}
