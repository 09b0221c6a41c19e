package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.LogException.Reason;
import dev.kaptan.state.log.RecordingMachine;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Three members with a file system each, of which others fill those of the followers. */
@Timeout(180)
class FullDisksOfAMajorityTest {

    private static final String LARGE = "x".repeat(100_000);

    /** Of which each may take as long as a request may. */
    private static final int TRIES = 20;

    @TempDir private Path directory;
    private final Map<String, SmallDisk> disks = new HashMap<>();
    private TestGroup<Integer, RecordingMachine> group;
    private TestGroup.Running<Integer, RecordingMachine> leader;

    @BeforeEach
    void start() throws Exception {
        for (var name : List.of("a", "b", "c")) {
            disks.put(name, SmallDisk.mount(Files.createDirectories(directory.resolve(name))));
        }
        group = new TestGroup<>(directory, SmallLog.NO_SNAPSHOTS, RecordingMachine::new);
        group.start("a", "b", "c");
        leader = group.leader();
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(leader)).isNull();
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (group != null) {
            group.close();
        }
        for (var disk : disks.values()) {
            disk.close();
        }
    }

    @Test
    void writesAreRefusedForWantOfRoomAndAcceptedOnceThereIsSome() throws Exception {
        var hogs = fillDisksOfFollowers();
        awaitRefusal(leader, Reason.NO_SPACE);
        for (var follower : followers()) {
            assertThat(refusal(follower)).as(follower.name()).isEqualTo(Reason.NO_SPACE);
        }
        Files.delete(hogs.getFirst());
        awaitRefusal(leader, null);
        Files.delete(hogs.getLast());
        TestGroup.await("all have the same entries", this::haveTheSameEntries);
    }

    private List<Path> fillDisksOfFollowers() throws Exception {
        var hogs = new ArrayList<Path>();
        for (var follower : followers()) {
            hogs.add(disks.get(follower.name()).fill());
        }
        return hogs;
    }

    private List<TestGroup.Running<Integer, RecordingMachine>> followers() {
        return group.members().stream().filter(each -> each != leader).toList();
    }

    /** The first ones may be taken, and wait. */
    private static void awaitRefusal(TestGroup.Running<?, ?> member, @Nullable Reason wanted) {
        var seen = new ArrayList<@Nullable Reason>();
        while (seen.size() < TRIES) {
            var reason = refusal(member);
            seen.add(reason);
            if (reason == wanted) {
                return;
            }
            pause();
        }
        assertThat(seen).contains(wanted);
    }

    private static @Nullable Reason refusal(TestGroup.Running<?, ?> member) {
        try {
            member.log().append(LARGE.getBytes(StandardCharsets.UTF_8));
            return null;
        } catch (LogException e) {
            return e.reason();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean haveTheSameEntries() {
        var entries = leader.machine().entries();
        return group.members().stream().allMatch(each -> each.machine().entries().equals(entries));
    }
}
