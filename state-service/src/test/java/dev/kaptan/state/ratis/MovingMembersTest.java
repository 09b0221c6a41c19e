package dev.kaptan.state.ratis;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.MembershipException;
import dev.kaptan.state.log.MembershipException.Reason;
import dev.kaptan.state.log.RecordingMachine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Members that get another peer URL while they take part, and are started there; what the others'
 * settings say of them stays as it was.
 */
class MovingMembersTest {

    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final String LARGE = "x".repeat(100_000);

    @TempDir private Path directory;
    private TestGroup<Integer, RecordingMachine> group;

    @BeforeEach
    void start() throws IOException {
        group = new TestGroup<>(directory, 1 << 20, RecordingMachine::new);
        group.start("a", "b", "c");
        TestGroup.await("all are known by name", () -> NAMES.stream().allMatch(this::known));
    }

    @AfterEach
    void stop() {
        group.close();
    }

    @Test
    void aFollowerIsReachedWhereItMovedTo() throws IOException {
        var mover = group.follower().name();
        move(mover);
        for (var member : group.members()) {
            member.log().barrier();
            assertThat(member.log().status().members())
                    .filteredOn(each -> mover.equals(each.name()))
                    .extracting(LogStatus.Member::peerUrl)
                    .containsExactly(group.peerUrl(mover));
        }
        assertNeeded(mover);
    }

    /** It hands over first: the others find nobody at the new address until it is restarted. */
    @Test
    void aLeaderIsReachedWhereItMovedTo() throws IOException {
        var mover = group.leader().name();
        update(mover, group.move(mover));
        assertThat(group.leader().name()).isNotEqualTo(mover);
        group.stop(mover);
        for (var other : group.members()) {
            other.log().append(bytes("without it"));
        }
        group.restart(mover);
        assertNeeded(mover);
    }

    @Test
    void whoMovedMayLead() throws IOException {
        var mover = group.follower();
        var id = mover.log().status().self().id();
        move(mover.name());
        group.leader().log().membership().transferLeadership(id);
        TestGroup.await("it leads", () -> group.leader().name().equals(mover.name()));
        assertThat(group.leader().log().append(bytes("by who moved"))).isZero();
    }

    /** It is needed while another is away; then the others could pass nothing on to it. */
    @Test
    void whoMovedAndIsNotRestartedHandsOverAsSoonAsItCan() throws IOException {
        var mover = group.follower().name();
        var away = other(mover, group.leader().name());
        update(mover, group.move(mover));
        group.stop(away);
        TestGroup.await("it leads", () -> group.leader().name().equals(mover));
        long id = group.member(mover).log().status().self().id();
        var back = group.restart(away).log();
        TestGroup.await("another leads", () -> back.leader() != 0 && back.leader() != id);
        assertThat(back.append(bytes("through who was away"))).isZero();
    }

    @Test
    void itCanMoveAgainAndBack() throws IOException {
        var mover = group.follower().name();
        var first = group.peerUrl(mover);
        move(mover);
        move(mover);
        assertThat(group.memberOf(mover).peerUrl()).isEqualTo(group.peerUrl(mover));
        assertThat(group.moveBack(mover)).isEqualTo(first);
        update(mover, first);
        group.stop(mover);
        group.restart(mover);
        assertNeeded(mover);
    }

    @Test
    void membersThatStartLaterKnowOfIt() throws IOException {
        var mover = group.follower().name();
        move(mover);
        NAMES.forEach(group::stop);
        for (var name : NAMES) {
            group.restart(name);
        }
        assertNeeded(mover);
    }

    /** Who moved cannot be elected, for its log is shorter; so it is asked for its vote. */
    @Test
    void aMemberThatStartsAsksWhoMovedForItsVote() throws IOException {
        var mover = group.follower().name();
        move(mover);
        var leader = group.leader().name();
        group.stop(mover);
        group.leader().log().append(bytes("without it"));
        NAMES.forEach(group::stop);
        group.restart(mover);
        group.restart(leader);
        assertThat(group.leader().name()).isEqualTo(leader);
        assertThat(group.member(mover).log().append(bytes("with it"))).isEqualTo(1);
    }

    /** All that it gets is a snapshot, which was taken after the move. */
    @Test
    void aMemberThatWasAwayMeanwhileKnowsOfIt() throws IOException {
        var mover = group.follower().name();
        var leader = group.leader().name();
        var away = other(mover, leader);
        group.stop(away);
        update(mover, group.move(mover));
        group.stop(mover);
        group.restart(mover);
        for (int i = 0; i < 30; i++) {
            group.leader().log().append(bytes(i + LARGE));
        }
        group.leader().log().snapshot();
        var back = group.restart(away);
        back.log().barrier();
        assertThat(back.machine().applied()).as("the rest came as a snapshot").isLessThan(30);
        group.stop(leader);
        back.log().append(bytes("with who moved"));
        assertThat(back.machine().entries()).hasSize(31);
    }

    @Test
    void aLearnerMovesAndIsPromoted() throws IOException {
        var added = group.leader().log().membership().add(group.peerUrl("d"), true);
        group.join("d");
        TestGroup.await("it takes part", () -> known("d"));
        move("d");
        TestGroup.awaitAccepted(
                "it is promoted", () -> group.leader().log().membership().promote(added.id()));
        group.leader().log().membership().transferLeadership(added.id());
        TestGroup.await("it leads", () -> group.leader().name().equals("d"));
    }

    @Test
    void whoJoinsLaterIsTheEqualOfAll() throws IOException {
        move(group.follower().name());
        var added = group.leader().log().membership().add(group.peerUrl("d"), false);
        group.join("d");
        TestGroup.await("it takes part", () -> known("d"));
        TestGroup.awaitAccepted(
                "it leads", () -> group.leader().log().membership().transferLeadership(added.id()));
    }

    @Test
    void nobodyMovesWhereAnotherIs() {
        var mover = group.memberOf(group.follower().name());
        var leader = group.memberOf(group.leader().name());
        assertThatExceptionOfType(MembershipException.class)
                .isThrownBy(() ->
                        group.leader()
                                .log()
                                .membership()
                                .updatePeerUrl(mover.id(), leader.peerUrl()))
                .returns(Reason.PEER_URL_EXISTS, MembershipException::reason);
    }

    /** As an operator does it: the member is told to the others, and then started anew. */
    private void move(String name) throws IOException {
        update(name, group.move(name));
        group.stop(name);
        group.restart(name);
    }

    private void update(String name, String peerUrl) {
        var member = group.memberOf(name);
        group.member(name).log().membership().updatePeerUrl(member.id(), peerUrl);
    }

    /** Nothing is written without this member, for a third one is stopped. */
    private void assertNeeded(String name) {
        var leader = group.leader().name();
        group.stop(leader.equals(name) ? group.follower().name() : other(name, leader));
        group.member(name).log().barrier();
        var before = group.member(name).machine().entries().size();
        group.leader().log().append(bytes("with " + name));
        group.member(name).log().append(bytes("through " + name));
        assertThat(group.member(name).machine().entries()).hasSize(before + 2);
    }

    private boolean known(String name) {
        return group.leader().log().status().members().stream()
                .anyMatch(each -> name.equals(each.name()));
    }

    private static String other(String one, String another) {
        return NAMES.stream()
                .filter(name -> !name.equals(one) && !name.equals(another))
                .findFirst()
                .orElseThrow();
    }
}
