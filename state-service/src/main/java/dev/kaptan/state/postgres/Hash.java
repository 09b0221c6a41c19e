package dev.kaptan.state.postgres;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Numbers for names. */
final class Hash {

    private Hash() {}

    static long of(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .getMostSignificantBits();
    }
}
