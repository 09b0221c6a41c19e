package dev.kaptan.state.codec;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends varints and length-prefixed byte arrays to a growing array. */
public final class BytesWriter {

    private byte[] bytes;
    private int size;

    public BytesWriter(int expectedSize) {
        bytes = new byte[Math.max(16, expectedSize)];
    }

    public int size() {
        return size;
    }

    /** A number below 128. */
    public void tag(int tag) {
        ensure(1);
        bytes[size++] = (byte) tag;
    }

    public void flag(boolean flag) {
        tag(flag ? 1 : 0);
    }

    /** LEB128 of the number's 64 bits: small numbers are short, negative ones take ten bytes. */
    public void number(long number) {
        ensure(10);
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    public void bytes(byte[] content) {
        number(content.length);
        raw(content);
    }

    /** As UTF-8. */
    public void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public void optionalText(@Nullable String text) {
        flag(text != null);
        if (text != null) {
            text(text);
        }
    }

    /** Appends without a length. */
    public void raw(byte[] content) {
        ensure(content.length);
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
