package dev.kaptan.client.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.SplittableRandom;

class LineReaderTest {

    /** Hands bytes out in pieces of random length, as a network does. */
    private static InputStream torn(byte[] bytes, SplittableRandom random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, random.nextInt(1, 3000)));
            }
        };
    }

    @Test
    void linesComeOutAsTheyWentInHoweverTheyAreTorn() throws IOException {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        var lines = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            lines.add("ä".repeat(random.nextInt(1, 20_000)));
        }
        var bytes = (String.join("\n", lines) + "\n\n").getBytes(StandardCharsets.UTF_8);
        var reader = new LineReader(torn(bytes, random));
        var read = new ArrayList<String>();
        for (var line = reader.next(); line != null; line = reader.next()) {
            read.add(new String(line, StandardCharsets.UTF_8));
        }
        assertThat(read).as("seed %d", seed).isEqualTo(lines);
    }

    @Test
    void aHalfLineAtTheEndIsDropped() throws IOException {
        var bytes = "whole\nhalf".getBytes(StandardCharsets.UTF_8);
        var reader = new LineReader(new ByteArrayInputStream(bytes));
        assertThat(reader.next()).asString(StandardCharsets.UTF_8).isEqualTo("whole");
        assertThat(reader.next()).isNull();
    }
}
