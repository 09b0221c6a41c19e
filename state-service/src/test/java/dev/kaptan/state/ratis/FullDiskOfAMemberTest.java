package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.RecordingMachine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Three members, of which c has a file system of its own that others fill. */
@Timeout(180)
class FullDiskOfAMemberTest {

    private static final String LARGE = "x".repeat(100_000);

    @TempDir private Path directory;
    private SmallDisk disk;
    private TestGroup<Integer, RecordingMachine> group;

    @BeforeEach
    void start() throws Exception {
        disk = SmallDisk.mount(Files.createDirectories(directory.resolve("c")));
        group = new TestGroup<>(directory, SmallLog.NO_SNAPSHOTS, RecordingMachine::new);
        group.start("a", "b", "c");
    }

    @AfterEach
    void stop() throws Exception {
        if (group != null) {
            group.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void aFollowerTakesNothingWhileItsDiskIsFullAndCatchesUpByItselfThen() throws Exception {
        makeLead("a");
        append("a", "before", 5);
        awaitEntriesOfC(5);
        long term = group.leader().log().term();
        var hog = disk.fill();
        append("a", "full", 40);
        assertThat(group.member("c").machine().entries()).hasSizeLessThan(45);
        Files.delete(hog);
        awaitEntriesOfC(45);
        append("c", "after", 1);
        group.member("a").log().barrier();
        assertThat(group.member("c").machine().entries())
                .isEqualTo(group.member("a").machine().entries());
        assertThat(group.leader().log().term()).as("nobody called an election").isEqualTo(term);
        restartC(46);
    }

    @Test
    void aFollowerTakesASnapshotInsteadOnceItHasRoom() throws Exception {
        makeLead("a");
        append("a", "before", 5);
        awaitEntriesOfC(5);
        var hog = disk.fill();
        append("a", "full", 40);
        group.member("a").log().snapshot();
        append("a", "purged", 10);
        Files.delete(hog);
        awaitEntriesOfC(55);
        assertThat(group.member("c").machine().applied()).as("one by one").isLessThan(45);
        restartC(55);
    }

    /** Others take the room too that was held in reserve, and the leader is lost meanwhile. */
    @Test
    void aFollowerVotesAgainOnceItHasRoomForThat() throws Exception {
        makeLead("a");
        append("a", "before", 5);
        awaitEntriesOfC(5);
        var hog = disk.fill();
        append("a", "full", 15);
        TestGroup.await("the reserve is given up", () -> !Files.exists(reserve()));
        var other = disk.fill("other");
        group.stop("a");
        Thread.sleep(5_000);
        Files.delete(hog);
        Files.delete(other);
        append("b", "after", 1);
        awaitEntriesOfC(21);
        restartC(21);
    }

    @Test
    void aLeaderTellsThatItsDiskIsFullWhoeverForwardsToIt() throws Exception {
        makeLead("c");
        append("a", "before", 5);
        var hog = disk.fill();
        for (var name : new String[] {"a", "b", "c"}) {
            assertThatExceptionOfType(LogException.class)
                    .as(name)
                    .isThrownBy(() -> append(name, "full", 1))
                    .returns(LogException.Reason.NO_SPACE, LogException::reason);
        }
        Files.delete(hog);
        append("a", "after", 1);
        awaitEntriesOfC(6);
    }

    /** It begins its term with an entry, in a new log file. */
    @Test
    void aMemberThatIsElectedWithoutRoomHasItsReserveForThat() throws Exception {
        leaveCAloneWithTheNewestLog();
        var hog = disk.fillButALittle();
        group.restart("b");
        TestGroup.await("c leads", () -> group.member("c").log().status().isLeader());
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> append("b", "full", 1))
                .returns(LogException.Reason.NO_SPACE, LogException::reason);
        assertThat(group.member("c").log().works()).isTrue();
        Files.delete(hog);
        append("b", "after", 1);
        awaitEntriesOfC(8);
    }

    /** Others have taken the reserve as well. It would lead for ever, and write nothing. */
    @Test
    void aMemberWhoseLogHasFailedLeavesTheLeadToOthers() throws Exception {
        leaveCAloneWithTheNewestLog();
        Files.delete(reserve());
        var hog = disk.fillButALittle();
        group.restart("b");
        TestGroup.await("its log has failed", () -> !group.member("c").log().works());
        // b has not noticed yet, and its client must not be told that the disk is full.
        var after = CompletableFuture.runAsync(() -> append("b", "after", 1));
        group.restart("a");
        after.join();
        Files.delete(hog);
        restartC(8);
    }

    /**
     * So that nobody else can be elected, and c with the help of b. Its open log file is so full
     * that closing it makes no room for the next.
     */
    private void leaveCAloneWithTheNewestLog() throws InterruptedException {
        makeLead("c");
        append("c", "before", 5);
        group.stop("b");
        append("c", "without b", 2);
        group.stop("a");
        awaitEntriesOfC(7);
        // Until c has noticed that nobody answers, and leads no more.
        Thread.sleep(5_000);
    }

    private void makeLead(String name) {
        long id = group.memberOf(name).id();
        TestGroup.await(
                name + " leads",
                () -> {
                    var leader = group.leader();
                    if (!leader.name().equals(name)) {
                        leader.log().membership().transferLeadership(id);
                    }
                    return leader.name().equals(name);
                });
    }

    private void append(String member, String name, int count) {
        for (int i = 0; i < count; i++) {
            group.member(member).log().append((name + i + LARGE).getBytes(StandardCharsets.UTF_8));
        }
    }

    private Path reserve() {
        return directory.resolve("c").resolve("reserve");
    }

    private void awaitEntriesOfC(int count) {
        TestGroup.await(
                "c has " + count + " entries",
                () -> group.member("c").machine().entries().size() == count);
    }

    private void restartC(int entries) throws Exception {
        group.stop("c");
        group.restart("c");
        awaitEntriesOfC(entries);
    }
}
