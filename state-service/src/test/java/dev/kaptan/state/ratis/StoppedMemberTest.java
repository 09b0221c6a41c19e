package dev.kaptan.state.ratis;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.RecordingMachine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two of three members are gone for good. */
class StoppedMemberTest {

    private static final String PADDING = "x".repeat(2_000);
    private static final int SNAPSHOT_BYTES = 150_000;

    private @TempDir Path directory;
    private TestGroup<Integer, RecordingMachine> group;
    private final List<String> acknowledged = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        group = new TestGroup<>(directory, SNAPSHOT_BYTES, RecordingMachine::new);
        group.start("a", "b", "c");
        for (int i = 0; i < 200; i++) {
            write(i + PADDING);
        }
    }

    @AfterEach
    void stop() {
        group.close();
    }

    private void write(String entry) {
        group.leader().log().append(bytes(entry));
        acknowledged.add(entry);
    }

    private List<String> replay(String member) throws IOException {
        var machine = new RecordingMachine();
        StoppedMember.replay(directory.resolve(member), machine);
        return machine.entries();
    }

    private void loseAllBut(String survivor) throws IOException {
        for (var each : List.of("a", "b", "c")) {
            if (!each.equals(survivor)) {
                group.wipe(each);
            }
        }
    }

    @Test
    void allThatWasAcknowledgedIsReadFromALeader() throws IOException {
        var survivor = group.leader().name();
        group.close();

        assertThat(replay(survivor)).isEqualTo(acknowledged);
    }

    /** Alone it serves its last snapshot, for it may not believe the end of its log. */
    @Test
    void aSurvivorThatWasRestartedWithoutAMajorityHasLostNothing() throws IOException {
        var survivor = group.follower();
        TestGroup.await(
                "the survivor has everything",
                () -> survivor.machine().entries().size() == acknowledged.size());
        loseAllBut(survivor.name());
        group.stop(survivor.name());

        group.restart(survivor.name());
        group.stop(survivor.name());

        assertThat(replay(survivor.name())).isEqualTo(acknowledged);
    }

    @Test
    void anEntryWhoseCommitTheSurvivorNeverSawCountsToo() throws IOException {
        var survivor = group.leader();
        loseAllBut(survivor.name());
        assertThatThrownBy(() -> survivor.log().append(bytes("nobody knows")))
                .isInstanceOf(LogException.class);
        group.stop(survivor.name());

        assertThat(replay(survivor.name()))
                .startsWith(acknowledged.toArray(String[]::new))
                .last()
                .isEqualTo("nobody knows");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        var survivor = group.leader().name();
        group.close();
        var log = spoil(directory.resolve(survivor), acknowledged.getLast());

        assertThatIOException()
                .isThrownBy(() -> replay(survivor))
                .withMessageContainingAll(log.toString(), "is damaged");
    }

    @Test
    void aDirectoryWithoutAMemberIsNamed() {
        assertThatIOException()
                .isThrownBy(() -> StoppedMember.replay(directory, new RecordingMachine()))
                .withMessage(directory + " holds no member of a store");
    }

    /** Changes a letter of an entry in a log, and returns which file that is in. */
    private static Path spoil(Path member, String entry) throws IOException {
        try (var files = Files.walk(member)) {
            for (var file : files.filter(StoppedMemberTest::isLog).toList()) {
                var content = Files.readString(file, StandardCharsets.ISO_8859_1);
                int position = content.indexOf(entry);
                if (position >= 0) {
                    try (var changed = new RandomAccessFile(file.toFile(), "rw")) {
                        changed.seek(position);
                        changed.write('y');
                    }
                    return file;
                }
            }
        }
        throw new AssertionError("the entry is in no log file");
    }

    private static boolean isLog(Path file) {
        return file.getFileName().toString().startsWith("log_");
    }
}
