package dev.kaptan.state.auth;

import java.util.Arrays;

/**
 * Access to the keys that etcd's pair of {@code key} and {@code range_end} means.
 *
 * @param rangeEnd empty for the key alone, one zero byte for everything from the key on
 */
public record Permission(Access access, byte[] key, byte[] rangeEnd) {

    /** What a permission lets its owner do. */
    public enum Access {
        READ,
        WRITE,
        READ_WRITE;

        boolean includes(Access wanted) {
            return this == wanted || this == READ_WRITE;
        }
    }

    /** Whether there is a first key, and none behind the end. */
    public boolean coversSomething() {
        boolean alone = rangeEnd.length == 0;
        boolean endless = rangeEnd.length == 1 && rangeEnd[0] == 0;
        return key.length > 0 && (alone || endless || Arrays.compareUnsigned(key, rangeEnd) < 0);
    }

    boolean isFor(byte[] otherKey, byte[] otherEnd) {
        return Arrays.equals(key, otherKey) && Arrays.equals(rangeEnd, otherEnd);
    }
}
