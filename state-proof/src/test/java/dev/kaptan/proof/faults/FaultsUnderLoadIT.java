package dev.kaptan.proof.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.proof.client.StoreClient;
import dev.kaptan.proof.client.Upkeep;
import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Engine;
import dev.kaptan.proof.cluster.Member;
import dev.kaptan.proof.cluster.Ports;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Answer;
import dev.kaptan.proof.model.Item;
import dev.kaptan.proof.model.Request;
import dev.kaptan.proof.model.Span;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Three members as processes, and clients that write all the time. How long these stand still is
 * printed, not judged: a busy machine says nothing of that. {@code RobustnessIT} judges the answers
 * under random faults; here it is counted what each fault costs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class FaultsUnderLoadIT {

    private static final int CLIENTS = 8;
    private static final int SOME = 50;
    private static final Duration CALL = Duration.ofSeconds(30);

    private Cluster cluster;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        var engine = new Engine.Kaptan(System.getProperty("java.class.path"), Map.of());
        cluster = new Cluster(engine, 3, directory, Ports.anyFree());
    }

    @BeforeEach
    void awaitAll() throws Exception {
        cluster.heal();
        for (var member : cluster.members()) {
            awaitAnswer(member);
        }
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void theEndOfTheLeaderCostsAnElectionAndNothingThatWasAcknowledged() throws Exception {
        var leader = leader();
        try (var writers = new Writers(cluster.members(), CLIENTS)) {
            writers.awaitEach(SOME);
            leader.kill();
            writers.awaitEach(SOME);
            assertThat(writers.givenUp()).isZero();
            finish("kill -9 of the leader", writers, others(leader));
            cluster.start(leader);
            awaitAnswer(leader);
            assertHas(leader, writers.acknowledged());
        }
    }

    /** Nobody's call fails; clients wait so long that a busy machine alone fails none either. */
    @Test
    void theEndOfAFollowerIsNotNoticedByClientsOfTheOthers() throws Exception {
        var leader = leader();
        var follower = others(leader).getFirst();
        try (var writers = new Writers(others(follower), CLIENTS, CALL)) {
            writers.awaitEach(SOME);
            int before = writers.unanswered();
            follower.kill();
            writers.awaitEach(SOME);
            assertThat(writers.unanswered()).as("calls that were made again").isEqualTo(before);
            assertThat(leads(leader)).as("nobody else was elected").isTrue();
            finish("kill -9 of a follower", writers, others(follower));
        }
    }

    @Test
    void aLeaderWithoutAMajorityRefusesWhatTheOthersGoOnWith() throws Exception {
        var lonely = leader();
        var majority = others(lonely);
        try (var writers = new Writers(majority, CLIENTS);
                var client = new StoreClient(lonely.port())) {
            writers.awaitEach(SOME);
            for (var other : majority) {
                cluster.network().cut(lonely.name(), other.name());
                cluster.network().cut(other.name(), lonely.name());
            }
            writers.awaitEach(SOME);
            var all = Span.prefix(Writers.PREFIX);
            assertThat(client.call(Request.Get.newest(all), CALL))
                    .isInstanceOf(Outcome.Unknown.class);
            assertThat(client.call(new Request.Put("lonely", "1", 0, false), CALL))
                    .isInstanceOf(Outcome.Unknown.class);
            assertThat(client.call(Request.Get.serializable(all), CALL))
                    .as("what it has, it shows to those who do not mind")
                    .isInstanceOf(Outcome.Answered.class);
            assertThat(writers.givenUp()).isZero();
            finish("the leader cut off from the others", writers, majority);
            cluster.network().heal();
            awaitAnswer(lonely);
            assertHas(lonely, writers.acknowledged());
        }
    }

    /** Its connections stay open, so that nobody hears of it. */
    @Test
    void aFrozenLeaderIsSucceededAndItsFollowersGoOnReading() throws Exception {
        var frozen = leader();
        var others = others(frozen);
        try (var writers = new Writers(others, CLIENTS)) {
            writers.awaitEach(SOME);
            frozen.pause();
            for (var other : others) {
                long begin = System.nanoTime();
                items(other);
                System.out.printf(
                        "a read of %s after the leader froze: %d ms%n",
                        other.name(), (System.nanoTime() - begin) / 1_000_000);
            }
            writers.awaitEach(SOME);
            assertThat(writers.givenUp()).isZero();
            finish("the leader frozen", writers, others);
            cluster.heal();
            awaitAnswer(frozen);
            assertHas(frozen, writers.acknowledged());
        }
    }

    @Test
    void oneAfterTheOtherIsRestartedAndNoWriteIsGivenUp() throws Exception {
        try (var writers = new Writers(cluster.members(), CLIENTS)) {
            writers.awaitEach(SOME);
            for (var member : cluster.members()) {
                member.stop();
                cluster.start(member);
                awaitAnswer(member);
                writers.awaitEach(SOME);
            }
            assertThat(writers.givenUp()).isZero();
            finish("a restart of each member in turn", writers, cluster.members());
        }
    }

    private void finish(String fault, Writers writers, List<Member> members) {
        writers.close();
        var acknowledged = writers.acknowledged();
        members.forEach(member -> assertHas(member, acknowledged));
        System.out.printf(
                "%s: %d writes acknowledged, %d calls made again, longest stall of a client %d"
                        + " ms%n",
                fault, acknowledged.size(), writers.unanswered(), writers.longestStallMillis());
    }

    /** A write that was made again may have been made twice. */
    private static void assertHas(Member member, Map<String, Long> acknowledged) {
        var revisions =
                items(member).stream().collect(Collectors.toMap(Item::key, Item::modRevision));
        assertThat(acknowledged).isNotEmpty();
        acknowledged.forEach((key, revision) ->
                assertThat(revisions.getOrDefault(key, 0L))
                        .as("%s at %s", key, member.name())
                        .isGreaterThanOrEqualTo(revision));
    }

    private static List<Item> items(Member member) {
        try (var client = new StoreClient(member.port())) {
            var outcome = client.call(Request.Get.newest(Span.prefix(Writers.PREFIX)), CALL);
            assertThat(outcome).isInstanceOf(Outcome.Answered.class);
            return ((Answer.Got) ((Outcome.Answered) outcome).answer()).items();
        }
    }

    private Member leader() throws InterruptedException {
        for (int attempt = 0; attempt < 300; attempt++) {
            for (var member : cluster.members()) {
                if (leads(member)) {
                    return member;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("nobody leads");
    }

    private static boolean leads(Member member) {
        try (var client = new StoreClient(member.port())) {
            return new Upkeep(client).isLeader();
        }
    }

    private List<Member> others(Member member) {
        var others = new ArrayList<>(cluster.members());
        others.remove(member);
        return others;
    }

    private static void awaitAnswer(Member member) throws InterruptedException {
        var put = new Request.Put("answers/" + member.name(), "yes", 0, false);
        for (int attempt = 0; attempt < 300; attempt++) {
            assertThat(member.hasDied()).as("%s has ended by itself", member.name()).isFalse();
            try (var client = new StoreClient(member.port())) {
                if (client.call(put, Duration.ofSeconds(2)) instanceof Outcome.Answered) {
                    return;
                }
            }
            Thread.sleep(200);
        }
        throw new AssertionError(member.name() + " answers no write");
    }
}
