package dev.kaptan.api.engine.object;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Random UUIDs (RFC 9562, version 4) from a source of one's choice. */
public final class Uids {

    private Uids() {}

    public static String next(RandomGenerator random) {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
