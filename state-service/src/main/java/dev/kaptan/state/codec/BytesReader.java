package dev.kaptan.state.codec;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link BytesWriter} wrote; throws {@link IllegalArgumentException} for anything else.
 */
public final class BytesReader {

    private final byte[] bytes;
    private int position;

    public BytesReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean hasMore() {
        return position < bytes.length;
    }

    public int tag() {
        if (!hasMore()) {
            throw new IllegalArgumentException("ends early, at byte " + position);
        }
        return bytes[position++];
    }

    public boolean flag() {
        return tag() != 0;
    }

    public long number() {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = tag();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes at " + position);
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    public @Nullable String optionalText() {
        return flag() ? text() : null;
    }

    /** All that is left. */
    public byte[] rest() {
        int from = position;
        position = bytes.length;
        return Arrays.copyOfRange(bytes, from, position);
    }

    public byte[] bytes() {
        long length = number();
        if (length < 0 || length > bytes.length - position) {
            throw new IllegalArgumentException(
                    "a length of " + length + " where " + (bytes.length - position) + " are left");
        }
        position += (int) length;
        return Arrays.copyOfRange(bytes, position - (int) length, position);
    }
}
