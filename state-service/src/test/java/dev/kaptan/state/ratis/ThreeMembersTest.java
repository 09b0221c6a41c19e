package dev.kaptan.state.ratis;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.MembershipException;
import dev.kaptan.state.log.RecordingMachine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Three members: what each of them answers, and what happens when one is lost. */
class ThreeMembersTest {

    @TempDir private Path directory;
    private TestGroup<Integer, RecordingMachine> group;

    @BeforeEach
    void start() throws IOException {
        group = new TestGroup<>(directory, 4 << 20, RecordingMachine::new);
        group.start("a", "b", "c");
        group.leader();
    }

    @AfterEach
    void stop() {
        group.close();
    }

    @Test
    void everyMemberTakesEntriesAndAnswersFromItsOwnMachine() throws Exception {
        var answers = new ArrayList<Future<List<String>>>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var member : group.members()) {
                answers.add(
                        clients.submit(() -> {
                            var entries = new ArrayList<String>();
                            for (int i = 0; i < 25; i++) {
                                int at = member.log().append(bytes(member.name() + i));
                                entries.add(member.machine().entries().get(at));
                            }
                            return entries;
                        }));
            }
        }
        for (int i = 0; i < answers.size(); i++) {
            var name = group.members().get(i).name();
            assertThat(answers.get(i).get()).hasSize(25).allMatch(each -> each.startsWith(name));
        }
        for (var member : group.members()) {
            member.log().barrier();
            assertThat(member.machine().entries()).hasSize(75).doesNotHaveDuplicates();
        }
    }

    @Test
    void aBarrierOnAnyMemberSeesWhatAnyOtherAcknowledged() {
        for (int round = 0; round < 20; round++) {
            for (var writer : group.members()) {
                writer.log().append(bytes(writer.name() + round));
                for (var reader : group.members()) {
                    reader.log().barrier();
                    assertThat(reader.machine().entries()).contains(writer.name() + round);
                }
            }
        }
    }

    @Test
    void allAgreeOnWhoTheMembersAreAndWhereTheyAreReached() {
        for (var member : group.members()) {
            TestGroup.await(
                    "all have told their names",
                    () ->
                            member.log().status().members().stream()
                                    .allMatch(each -> !each.clientUrls().isEmpty()));
            var status = member.log().status();
            assertThat(status.self().name()).isEqualTo(member.name());
            assertThat(status.members())
                    .extracting(LogStatus.Member::name)
                    .containsExactlyInAnyOrder("a", "b", "c");
            assertThat(status.members())
                    .allMatch(each ->
                            each.clientUrls().equals(List.of("http://client-of-" + each.name())))
                    .allMatch(each -> each.peerUrl().startsWith("http://127.0.0.1:"))
                    .noneMatch(each -> each.id() == 0);
        }
        assertThat(group.members())
                .extracting(each -> each.log().status().leader())
                .containsOnly(group.leader().log().status().self().id());
    }

    @Test
    void theOthersGoOnWithoutTheLeaderAndKeepWhatItAcknowledged() throws IOException {
        var old = group.leader();
        old.log().append(bytes("before"));
        group.stop(old.name());
        var survivor = group.members().getFirst();
        survivor.log().append(bytes("after"));
        for (var member : group.members()) {
            member.log().barrier();
            assertThat(member.machine().entries()).containsExactly("before", "after");
        }
        var back = group.restart(old.name());
        back.log().barrier();
        assertThat(back.machine().entries()).containsExactly("before", "after");
    }

    @Test
    void withoutAMajorityNobodyReadsOrWritesOrPromises() {
        var lonely = group.leader();
        assertThat(lonely.log().askLeader(bytes("x"))).isEqualTo(bytes("x"));
        for (var member : group.members()) {
            if (member != lonely) {
                group.stop(member.name());
            }
        }
        assertThatExceptionOfType(LogException.class)
                .as("it still believes to lead, but another may, who knows of no promise")
                .isThrownBy(() -> lonely.log().askLeader(bytes("x")));
        assertThatExceptionOfType(LogException.class)
                .as("trap 1: Ratis' own linearizable read answers here")
                .isThrownBy(() -> lonely.log().barrier());
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> lonely.log().append(bytes("x")));
        assertThat(lonely.machine().entries()).isEmpty();
    }

    @Test
    void leadershipIsHandedOverOnDemand() {
        var leader = group.leader();
        var follower = group.follower();
        long id = follower.log().status().self().id();
        assertThatExceptionOfType(MembershipException.class)
                .isThrownBy(() -> follower.log().membership().transferLeadership(id))
                .returns(MembershipException.Reason.NOT_LEADER, MembershipException::reason);
        leader.log().membership().transferLeadership(id);
        TestGroup.await("it leads", () -> follower.log().status().isLeader());
        leader.log().append(bytes("through the new one"));
        assertThat(leader.machine().entries()).containsExactly("through the new one");
    }

    @Test
    void onlyTheLeaderAppendsAsOne() {
        assertThat(group.leader().log().appendLeading(bytes("a"))).isZero();
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> group.follower().log().appendLeading(bytes("b")))
                .returns(LogException.Reason.NO_LEADER, LogException::reason);
    }
}
