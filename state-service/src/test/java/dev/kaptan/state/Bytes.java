package dev.kaptan.state;

import java.nio.charset.StandardCharsets;

/** Keys and values, which tests write as texts. */
public final class Bytes {

    private Bytes() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
