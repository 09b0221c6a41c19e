package dev.kaptan.state.ratis;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.RecordingMachine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A log on a file system of its own that others fill; skipped where none may be mounted. */
@Timeout(120)
class FullDiskTest {

    private static final String LARGE = "x".repeat(100_000);

    @TempDir private Path directory;
    private SmallDisk disk;

    @BeforeEach
    void mount() throws Exception {
        disk = SmallDisk.mount(directory);
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void stopsWritesCleanlyAndHealsWhenThereIsRoom() throws IOException {
        var machine = new RecordingMachine();
        try (var log = open(machine)) {
            append(log, "a", 15);
            var hog = disk.fill();
            assertIsRefused(log);
            assertThat(machine.entries()).as("reads go on").hasSize(15);
            log.barrier();
            Files.delete(hog);
            append(log, "b", 15);
            assertThat(machine.entries()).hasSize(30).endsWith("b14" + LARGE);
        }
        assertRestartHas(30);
    }

    @Test
    void stopsBeforeItsOwnLogFillsTheDisk() throws IOException {
        var machine = new RecordingMachine();
        int written = 0;
        try (var log = open(machine)) {
            for (boolean room = true; room; ) {
                try {
                    append(log, "a" + written + "/", 1);
                    written++;
                } catch (LogException full) {
                    assertThat(full.reason()).isEqualTo(LogException.Reason.NO_SPACE);
                    room = false;
                }
            }
            assertThat(written).as("of 24 MB").isBetween(100, 230);
            assertThat(machine.entries()).hasSize(written);
        }
        assertRestartHas(written);
    }

    @Test
    void startsOnAFullDisk() throws IOException {
        try (var log = open(new RecordingMachine())) {
            append(log, "a", 15);
        }
        var hog = disk.fill();
        var machine = new RecordingMachine();
        try (var log = open(machine)) {
            assertThat(machine.entries()).hasSize(15);
            assertIsRefused(log);
            Files.delete(hog);
            append(log, "b", 1);
        }
        assertRestartHas(16);
    }

    /** Also while writes are refused: it is what makes room. */
    @Test
    void takesASnapshotWhereThereIsRoomForThatButNotForTheReserve() throws IOException {
        try (var log = open(new RecordingMachine())) {
            append(log, "a", 15);
            var hog = disk.fill();
            assertIsRefused(log);
            try (var file = new RandomAccessFile(hog.toFile(), "rw")) {
                file.setLength(file.length() - (4 << 20));
            }
            assertIsRefused(log);
            log.snapshot();
        }
        assertRestartHas(15);
    }

    private void assertRestartHas(int entries) throws IOException {
        var machine = new RecordingMachine();
        try (var log = open(machine)) {
            assertThat(machine.entries()).hasSize(entries);
            assertThat(log.status().appliedIndex()).isPositive();
        }
    }

    private static void assertIsRefused(RatisLog<Integer> log) {
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> append(log, "c", 1))
                .returns(LogException.Reason.NO_SPACE, LogException::reason);
    }

    private static void append(RatisLog<Integer> log, String name, int count) {
        for (int i = 0; i < count; i++) {
            log.append(bytes(name + i + LARGE));
        }
    }

    private RatisLog<Integer> open(RecordingMachine machine) throws IOException {
        return SmallLog.open(directory.resolve("state"), SmallLog.NO_SNAPSHOTS, machine);
    }
}
