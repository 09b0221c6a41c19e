package dev.kaptan.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** The faults of disks are faults indeed; skipped where no file system may be mounted. */
@Timeout(120)
class DiskTest {

    private static final int WRITES = 10_000;

    /** Less than a freeze lasts, and more than a write takes that waits for nothing. */
    private static final long NOTICEABLE = TimeUnit.MILLISECONDS.toNanos(100);

    @TempDir private Path directory;
    private Path mounted;
    private Disk disk;

    @BeforeEach
    void mount() throws Exception {
        var problem = Disk.problem();
        assumeTrue(problem == null, "file systems cannot be mounted here: " + problem);
        mounted = directory.resolve("mounted");
        disk = new Disk(directory.resolve("image"), mounted);
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void aFullOneTakesNothingUntilItIsHealed() throws Exception {
        disk.fill();
        var file = mounted.resolve("file");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Files.write(file, new byte[1 << 16]))
                .withMessageContaining("No space left");
        disk.heal();
        Files.write(file, new byte[1 << 20]);
        assertThat(file).hasSize(1 << 20);
    }

    @Test
    void onASlowOneWritesWaitUntilItIsHealed() throws Exception {
        disk.slowDown();
        try (var file =
                FileChannel.open(
                        mounted.resolve("file"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            long longest = 0;
            for (int i = 0; i < WRITES && longest < NOTICEABLE; i++) {
                long begin = System.nanoTime();
                file.write(ByteBuffer.allocate(1));
                file.force(false);
                longest = Math.max(longest, System.nanoTime() - begin);
            }
            assertThat(longest).isGreaterThanOrEqualTo(NOTICEABLE);
            disk.heal();
            file.write(ByteBuffer.allocate(1));
        }
        disk.heal();
    }
}
