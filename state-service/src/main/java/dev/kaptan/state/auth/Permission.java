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

    /** What the role root may do, whatever it was granted. */
    public static Permission everything() {
        return new Permission(Access.READ_WRITE, new byte[0], new byte[] {0});
    }

    boolean isFor(byte[] otherKey, byte[] otherEnd) {
        return Arrays.equals(key, otherKey) && Arrays.equals(rangeEnd, otherEnd);
    }
}
