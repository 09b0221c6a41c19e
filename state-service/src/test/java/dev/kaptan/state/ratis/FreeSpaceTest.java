package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.log.LogException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class FreeSpaceTest {

    private static final long MEGABYTE = 1 << 20;
    private static final long SEGMENT = 8 * MEGABYTE;

    @TempDir private Path directory;
    private FreeSpace space;

    /** What others leave; the reserve takes its part of it. */
    private long left = 100 * MEGABYTE;

    @BeforeEach
    void begin() throws IOException {
        space = new FreeSpace(directory, SEGMENT, this::usable);
        space.begin();
    }

    @Test
    void holdsAReserveWhileThereIsRoom() {
        assertThat(reserve()).hasSize(SEGMENT + MEGABYTE);
        space.require();
    }

    @Test
    void givesTheReserveUpAndRefusesBeforeTheDiskIsFull() {
        left = SEGMENT + 2 * MEGABYTE;
        assertIsRefused();
        assertThat(reserve()).as("room for what is under way").doesNotExist();
        assertIsRefused();
    }

    @Test
    void acceptsAgainOnceThereIsRoomForTheReserveToo() {
        left = SEGMENT;
        assertIsRefused();
        left = SEGMENT + 6 * MEGABYTE;
        assertIsRefused();
        left = 3 * SEGMENT;
        space.require();
        assertThat(reserve()).hasSize(SEGMENT + MEGABYTE);
    }

    @Test
    void startsOnAFullDiskWithTheRoomThatWasReserved() throws IOException {
        left = SEGMENT + MEGABYTE;
        space = new FreeSpace(directory, SEGMENT, this::usable);
        space.begin();
        assertThat(reserve()).doesNotExist();
        assertIsRefused();
    }

    @Test
    void leavesRoomBesideASnapshot() throws IOException {
        left = 4 * SEGMENT;
        assertThat(space.allows(MEGABYTE)).isTrue();
        assertThat(space.allows(3 * SEGMENT)).isFalse();
    }

    private void assertIsRefused() {
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(space::require)
                .returns(LogException.Reason.NO_SPACE, LogException::reason);
    }

    private Path reserve() {
        return directory.resolve("reserve");
    }

    private long usable(Path folder) throws IOException {
        return left - (Files.exists(reserve()) ? Files.size(reserve()) : 0);
    }
}
