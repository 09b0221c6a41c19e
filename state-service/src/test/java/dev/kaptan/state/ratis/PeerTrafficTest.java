package dev.kaptan.state.ratis;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.log.PeerTraffic;
import dev.kaptan.state.log.RecordingMachine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What members count of what goes between them. */
class PeerTrafficTest {

    private static final int ENTRIES = 30;
    private static final String LARGE = "x".repeat(100_000);
    private static final long BYTES = (long) ENTRIES * LARGE.length();

    /** Heads of messages, heartbeats, replies, and what was sent again. */
    private static final long OVERHEAD = BYTES / 2;

    @TempDir private Path directory;
    private TestGroup<Integer, RecordingMachine> group;

    @BeforeEach
    void start() throws IOException {
        group = new TestGroup<>(directory, 1 << 20, RecordingMachine::new);
        group.start("a", "b", "c");
        group.leader();
    }

    @AfterEach
    void stop() {
        group.close();
    }

    /** Through a follower, so that our own calls are counted as well as Ratis'. */
    @Test
    void anEntryIsCountedWhereItIsSentAndWhereItIsReceived() {
        TestGroup.await("one leader leads all the time", this::entriesAreCountedUnderOneLeader);
    }

    private boolean entriesAreCountedUnderOneLeader() {
        var leader = group.leader().log();
        var follower = group.follower().log();
        long term = leader.term();
        var leaderBefore = Count.of(leader.peerTraffic());
        var followerBefore = Count.of(follower.peerTraffic());

        for (int i = 0; i < ENTRIES; i++) {
            follower.append(bytes(i + LARGE));
        }
        group.members().forEach(member -> member.log().barrier());

        var leads = Count.of(leader.peerTraffic()).since(leaderBefore);
        var follows = Count.of(follower.peerTraffic()).since(followerBefore);
        if (!leader.status().isLeader() || leader.term() != term) {
            return false;
        }
        assertThat(follows.sent()).isBetween(BYTES, BYTES + OVERHEAD);
        assertThat(leads.received()).isBetween(BYTES, BYTES + OVERHEAD);
        assertThat(leads.sent()).isBetween(2 * BYTES, 2 * BYTES + OVERHEAD);
        assertThat(follows.received()).isBetween(BYTES, BYTES + OVERHEAD);
        return true;
    }

    @Test
    void aSnapshotIsCounted() throws IOException {
        var away = group.follower().name();
        group.stop(away);
        for (int i = 0; i < ENTRIES; i++) {
            group.leader().log().append(bytes(i + LARGE));
        }
        group.leader().log().snapshot();
        long before = sentByAll();

        var back = group.restart(away);
        back.log().barrier();

        assertThat(back.machine().applied()).as("the rest came as a snapshot").isLessThan(ENTRIES);
        assertThat(sentByAll() - before).isGreaterThan(BYTES);
        assertThat(back.log().peerTraffic().receivedBytes()).isGreaterThan(BYTES);
    }

    @Test
    void membersAreProbedAsLongAsTheyAnswer() {
        var asking = group.leader();
        var answered = ConcurrentHashMap.<Long>newKeySet();
        var unanswered = ConcurrentHashMap.<Long>newKeySet();
        asking.log()
                .peerTraffic()
                .onProbe(
                        new PeerTraffic.Listener() {
                            @Override
                            public void answered(long member, long nanos) {
                                assertThat(nanos).isPositive();
                                answered.add(member);
                            }

                            @Override
                            public void unanswered(long member) {
                                unanswered.add(member);
                            }
                        });
        TestGroup.await("both others are probed", () -> answered.equals(othersThan(asking)));
        var gone = group.follower();
        long id = gone.log().status().self().id();

        group.stop(gone.name());

        TestGroup.await("it does not answer", () -> unanswered.contains(id));
    }

    private long sentByAll() {
        return group.members().stream()
                .mapToLong(each -> each.log().peerTraffic().sentBytes())
                .sum();
    }

    private Set<Long> othersThan(TestGroup.Running<Integer, RecordingMachine> member) {
        return group.members().stream()
                .filter(each -> each != member)
                .map(each -> each.log().status().self().id())
                .collect(Collectors.toSet());
    }

    private record Count(long received, long sent) {

        static Count of(PeerTraffic traffic) {
            return new Count(traffic.receivedBytes(), traffic.sentBytes());
        }

        Count since(Count before) {
            return new Count(received - before.received, sent - before.sent);
        }
    }
}
