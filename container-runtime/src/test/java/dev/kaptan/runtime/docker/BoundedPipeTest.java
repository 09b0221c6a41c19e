package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

class BoundedPipeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void passesEveryByteInOrder() throws Exception {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        byte[] sent = new byte[1 << 20];
        random.nextBytes(sent);
        var pipe = new BoundedPipe();
        var writer = Thread.startVirtualThread(() -> write(pipe, sent, random));
        assertThat(pipe.input().readAllBytes()).as("seed %d", seed).isEqualTo(sent);
        assertThat(writer.join(PATIENCE)).isTrue();
    }

    private static void write(BoundedPipe pipe, byte[] bytes, SplittableRandom random) {
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, random.nextInt(1, 100_000));
            pipe.write(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        pipe.end();
    }

    @Test
    void letsTheWriterGoOnWhenTheReaderHasGone() throws Exception {
        var pipe = new BoundedPipe();
        var writer = Thread.startVirtualThread(() -> pipe.write(new byte[1 << 20]));
        assertThat(pipe.input().read()).isZero();
        assertThat(writer.join(Duration.ofMillis(50))).as("it waits while full").isFalse();
        pipe.input().close();
        assertThat(writer.join(PATIENCE)).isTrue();
    }

    @Test
    void givesWhatIsLeftAfterTheEnd() throws IOException {
        var pipe = new BoundedPipe();
        pipe.write(new byte[] {1, 2});
        pipe.end();
        assertThat(pipe.input().readAllBytes()).containsExactly(1, 2);
    }
}
