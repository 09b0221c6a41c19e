package dev.kaptan.state.ratis;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.MembershipException;
import dev.kaptan.state.log.MembershipException.Reason;
import dev.kaptan.state.log.RecordingMachine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Members that come and go while entries are appended; trap numbers are those of the design. */
class MembershipTest {

    private static final String LARGE = "x".repeat(100_000);

    @TempDir private Path directory;
    private TestGroup<Integer, RecordingMachine> group;

    @BeforeEach
    void start() throws IOException {
        group = new TestGroup<>(directory, 1 << 20, RecordingMachine::new);
        group.start("a");
        TestGroup.await(
                "its address is known",
                () ->
                        group.leader()
                                .log()
                                .status()
                                .members()
                                .getFirst()
                                .peerUrl()
                                .equals(group.peerUrl("a")));
    }

    @AfterEach
    void stop() {
        group.close();
    }

    /** Trap 2: Ratis refuses to go from one to three at once. */
    @Test
    void oneMemberGrowsToThreeWhileEntriesAreAppended() throws Exception {
        var appended = new ArrayList<String>();
        var enough = new AtomicBoolean();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var writer =
                    clients.submit(() -> {
                        for (int i = 0; !enough.get(); i++) {
                            group.member("a").log().append(bytes("e" + i));
                            appended.add("e" + i);
                        }
                        return null;
                    });
            grow("b");
            grow("c");
            enough.set(true);
            writer.get();
        }
        assertThat(appended).isNotEmpty();
        for (var member : group.members()) {
            member.log().barrier();
            assertThat(member.machine().entries()).isEqualTo(appended);
            assertThat(member.log().status().members()).hasSize(3);
        }
        group.stop("a");
        assertThat(group.leader().log().append(bytes("without the first"))).isPositive();
    }

    @Test
    void anAddedMemberThatNeverStartsStopsNobody() {
        var added = group.leader().log().membership().add("http://127.0.0.1:9", false);
        assertThat(group.leader().log().append(bytes("a"))).isZero();
        assertThat(group.leader().log().status().members())
                .filteredOn(each -> each.id() == added.id())
                .singleElement()
                .returns(null, LogStatus.Member::name)
                .returns("http://127.0.0.1:9", LogStatus.Member::peerUrl);
        assertRefused(Reason.PEER_URL_EXISTS, () -> add("http://127.0.0.1:9", false));
        assertRefused(Reason.BAD_PEER_URL, () -> add("127.0.0.1:9", false));
        group.leader().log().membership().remove(added.id());
        assertThat(group.leader().log().status().members()).hasSize(1);
        assertRefused(Reason.NOT_FOUND, () -> group.leader().log().membership().remove(added.id()));
    }

    @Test
    void aLearnerReceivesWithoutAVoteUntilItIsPromoted() throws IOException {
        group.leader().log().append(bytes("before"));
        var added = group.leader().log().membership().add(group.peerUrl("b"), true);
        assertRefused(Reason.TOO_MANY_LEARNERS, () -> add(group.peerUrl("c"), true));
        assertRefused(
                Reason.LEARNER_NOT_READY,
                () -> group.leader().log().membership().promote(added.id()));
        group.leader().log().append(bytes("without its vote"));
        var learner = group.join("b");
        TestGroup.await("it takes part", () -> learner.log().status().members().size() == 2);
        learner.log().append(bytes("through the learner"));
        assertThat(learner.machine().entries())
                .containsExactly("before", "without its vote", "through the learner");
        assertThat(learner.log().status().self().learner()).isTrue();
        TestGroup.await(
                "it is promoted",
                () -> {
                    try {
                        learner.log().membership().promote(added.id());
                        return true;
                    } catch (MembershipException notYet) {
                        return notYet.reason() == Reason.NOT_A_LEARNER;
                    }
                });
        TestGroup.await("it has a vote", () -> !learner.log().status().self().learner());
        assertRefused(Reason.NOT_A_LEARNER, () -> learner.log().membership().promote(added.id()));
        group.stop("b");
        assertThatExceptionOfType(LogException.class)
                .as("one of two is no majority")
                .isThrownBy(() -> group.member("a").log().append(bytes("x")));
    }

    /** Ratis goes on to treat it as a newcomer, which has no vote, until another member leads. */
    @Test
    void aPromotedLearnerVotesAndLeads() throws IOException {
        grow("b");
        var added = group.leader().log().membership().add(group.peerUrl("c"), true);
        var promoted = group.join("c");
        TestGroup.await("it takes part", () -> promoted.log().status().members().size() == 3);
        TestGroup.awaitAccepted(
                "it is promoted", () -> group.leader().log().membership().promote(added.id()));
        assertThat(promoted.log().status().self().learner()).isFalse();
        var old = group.leader();
        old.log().membership().transferLeadership(added.id());
        TestGroup.await("it leads", () -> promoted.log().status().isLeader());
        group.stop("b");
        assertThat(promoted.log().append(bytes("by two of three"))).isZero();
    }

    /** Ratis ends one that misses its second leader: it would call an election without a vote. */
    @Test
    void aLearnerOutlivesItsLeaders() throws IOException {
        grow("b");
        grow("c");
        group.leader().log().membership().add(group.peerUrl("d"), true);
        var learner = group.join("d");
        TestGroup.await("it takes part", () -> learner.log().status().members().size() == 4);
        group.stop("a");
        learner.log().append(bytes("by another leader"));
        group.restart("a");
        group.stop(group.leader().name());
        group.stop(group.leader().name());
        TestGroup.await(
                "nobody leads",
                () ->
                        group.members().stream()
                                .anyMatch(each ->
                                        each != learner && each.log().status().leader() == 0));
        for (var name : List.of("a", "b", "c")) {
            if (group.member(name) == null) {
                group.restart(name);
            }
        }
        learner.log().append(bytes("by yet another"));
        assertThat(learner.machine().entries()).hasSize(2);
        assertThat(learner.log().status().self().learner()).isTrue();
    }

    @Test
    void aMemberWhoseIdIsDamagedIsNobodyElse() throws IOException {
        grow("b");
        group.stop("b");
        var file = directory.resolve("b/member");
        Files.writeString(file, Files.readString(file).replaceFirst("#.", "#-"));
        assertThatIOException()
                .isThrownBy(() -> group.restart("b"))
                .withMessageStartingWith(file + " is damaged");
    }

    /** Traps 3 and 4: the newcomer gets a snapshot, for the entries before it are gone. */
    @Test
    void aMemberThatLostItsDiskIsReplacedByASnapshot() throws IOException {
        grow("b");
        grow("c");
        for (int i = 0; i < 30; i++) {
            group.leader().log().append(bytes(i + LARGE));
        }
        var lost = group.memberOf("c");
        group.wipe("c");
        assertThatExceptionOfType(ClusterRefusedException.class)
                .as("it has forgotten what it acknowledged")
                .isThrownBy(() -> group.join("c"))
                .withMessageContaining("whose data is not here");
        group.leader().log().membership().remove(lost.id());
        group.leader().log().snapshot();
        var back = grow("c");
        back.log().barrier();
        assertThat(back.machine().entries()).hasSize(30);
        assertThat(back.machine().applied()).as("the rest came as a snapshot").isLessThan(30);
        assertThat(group.memberOf("c").id()).isNotEqualTo(lost.id());
        assertThat(back.log().append(bytes("goes on"))).isEqualTo(30);
    }

    @Test
    void aFollowerThatWasAwayForLongGetsASnapshotIntoItsRunningMachine() throws IOException {
        grow("b");
        grow("c");
        group.leader().log().append(bytes("before"));
        group.stop("c");
        for (int i = 0; i < 30; i++) {
            group.leader().log().append(bytes(i + LARGE));
        }
        group.leader().log().snapshot();
        var back = group.restart("c");
        back.log().barrier();
        assertThat(back.machine().entries()).hasSize(31);
        assertThat(back.machine().applied()).isLessThan(31);
    }

    @Test
    void aRemovedMemberServesNoMore() throws IOException {
        grow("b");
        grow("c");
        var gone = group.follower();
        group.leader().log().membership().remove(gone.log().status().self().id());
        assertThat(group.leader().log().status().members()).hasSize(2);
        TestGroup.await(
                "it serves nothing any more",
                () -> {
                    try {
                        gone.log().barrier();
                        return false;
                    } catch (LogException refused) {
                        return refused.reason() == LogException.Reason.STOPPED;
                    }
                });
        assertThat(gone.log().works()).isFalse();
        assertThat(group.leader().log().append(bytes("the others go on"))).isZero();
        assertThat(group.leader().log().works()).isTrue();
    }

    /** It has heard of nothing yet that came after its last snapshot. */
    @Test
    void aNewcomerIsNotRefusedByWhoHasJustStarted() throws Exception {
        grow("b");
        add(group.peerUrl("c"), false);
        group.stop("b");
        group.stop("a");
        group.restart("a");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var joining = threads.submit(() -> group.join("c"));
            Thread.sleep(1_500);
            assertThat(joining.state()).isEqualTo(Future.State.RUNNING);

            group.restart("b");

            joining.get(25, TimeUnit.SECONDS);
        }
        TestGroup.await(
                "c takes part",
                () ->
                        group.leader().log().status().members().stream()
                                .anyMatch(each -> "c".equals(each.name())));
    }

    /** Whether others have to confirm a read changes while reads are under way. */
    @Test
    void readsAndWritesGoOnWhileAllOthersLeave() throws Exception {
        var enough = new AtomicBoolean();
        var stays = group.member("a").log();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var reads = clients.submit(() -> repeat(stays::barrier, enough));
            var writes = clients.submit(() -> repeat(() -> stays.append(bytes("x")), enough));
            for (var name : List.of("b", "c", "d")) {
                var passing = grow(name).log();
                TestGroup.await("a leads", () -> stays.status().isLeader());
                stays.membership().remove(passing.status().self().id());
                assertThat(stays.alone()).isTrue();
                group.forget(name);
            }
            enough.set(true);
            assertThat(reads.get()).isPositive();
            assertThat(writes.get()).isEqualTo(group.member("a").machine().entries().size());
        }
    }

    private static int repeat(Runnable call, AtomicBoolean enough) {
        int calls = 0;
        for (; !enough.get(); calls++) {
            call.run();
        }
        return calls;
    }

    @Test
    void whoeverPassesAChangeOnShowsIt() throws IOException {
        grow("b");
        for (int i = 0; i < 10; i++) {
            var follower = group.follower().log();
            var added = follower.membership().add("http://127.0.0.1:9", false);
            assertThat(follower.status().members())
                    .extracting(LogStatus.Member::id)
                    .contains(added.id());
            follower.membership().remove(added.id());
            assertThat(follower.status().members()).hasSize(2);
        }
    }

    private TestGroup.Running<Integer, RecordingMachine> grow(String name) throws IOException {
        TestGroup.await(
                "a change of members is possible",
                () -> {
                    try {
                        add(group.peerUrl(name), false);
                        return true;
                    } catch (MembershipException busy) {
                        return busy.reason() == Reason.PEER_URL_EXISTS;
                    }
                });
        var joined = group.join(name);
        TestGroup.await(
                name + " takes part",
                () ->
                        group.leader().log().status().members().stream()
                                .anyMatch(each -> name.equals(each.name())));
        return joined;
    }

    private LogStatus.Member add(String peerUrl, boolean learner) {
        return group.leader().log().membership().add(peerUrl, learner);
    }

    private static void assertRefused(Reason reason, Runnable change) {
        assertThatExceptionOfType(MembershipException.class)
                .isThrownBy(change::run)
                .returns(reason, MembershipException::reason);
    }
}
