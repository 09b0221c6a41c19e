package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.runtime.CollectedLog;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

class FramesTest {

    @Test
    void takesTheStreamsApartWhateverTheirPieces() throws IOException {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        var wire = new ByteArrayOutputStream();
        var expected = new CollectedLog();
        for (int i = 0; i < 200; i++) {
            String text = Integer.toString(i).repeat(random.nextInt(30_000));
            boolean stdout = random.nextBoolean();
            wire.writeBytes(frame(stdout ? 1 : 2, text));
            expected.write(
                    text.getBytes(UTF_8),
                    stdout ? CollectedLog.Stream.STDOUT : CollectedLog.Stream.STDERR);
        }
        var log = new CollectedLog();
        Frames.copy(new ByteArrayInputStream(wire.toByteArray()), false, log);
        assertThat(log.stdout()).as("seed %d", seed).isEqualTo(expected.stdout());
        assertThat(log.stderr()).as("seed %d", seed).isEqualTo(expected.stderr());
    }

    @Test
    void copiesATerminalAsItIs() throws IOException {
        var log = new CollectedLog();
        Frames.copy(new ByteArrayInputStream("\1\0 raw".getBytes(UTF_8)), true, log);
        assertThat(log.stdout()).isEqualTo("\1\0 raw");
    }

    @Test
    void noticesAStreamThatBreaksOff() {
        byte[] whole = frame(1, "abc");
        for (int length = 1; length < whole.length; length++) {
            var broken = new ByteArrayInputStream(whole, 0, length);
            assertThatThrownBy(() -> Frames.copy(broken, false, new CollectedLog()))
                    .isInstanceOf(EOFException.class);
        }
    }

    private static byte[] frame(int stream, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocate(8 + bytes.length)
                .put((byte) stream)
                .put(new byte[3])
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
