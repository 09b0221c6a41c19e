package dev.kaptan.scheduler.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.Nodes;
import dev.kaptan.scheduler.Pods;
import dev.kaptan.scheduler.cluster.ClusterState;
import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Preemption.Outcome;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.plugins.StandardPlugins;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.SplittableRandom;

class PreemptionTest {

    private final ClusterState cluster = new ClusterState();

    @Test
    void sparesThoseThatThePodCanLiveWith() {
        cluster.putNode(Nodes.holding("n", 1000, 1000));
        place("big", 600, 1, "n");
        place("small", 100, 2, "n");
        place("tiny", 100, 1, "n");
        var evict = (Outcome.Evict) plan(vip(700));
        assertThat(evict.victims()).extracting(PodInfo::uid).containsExactly("uid-big");
    }

    @Test
    void choosesTheNodeWithTheLeastImportantVictims() {
        cluster.putNode(Nodes.holding("dear", 1000, 1000));
        cluster.putNode(Nodes.holding("cheap", 1000, 1000));
        place("a", 1000, 5, "dear");
        place("b", 500, 1, "cheap");
        place("c", 500, 1, "cheap");
        assertThat(((Outcome.Evict) plan(vip(1000))).nodeName()).isEqualTo("cheap");
    }

    @Test
    void neverEvictsAnEqual() {
        cluster.putNode(Nodes.holding("n", 1000, 1000));
        cluster.putNode(Nodes.cordoned("m"));
        place("equal", 1000, 10, "n");
        assertThat(plan(vip(500)))
                .isEqualTo(
                        new Outcome.Futile(
                                "preemption: 0/2 nodes are available: 1 No preemption victims found"
                                        + " for incoming pod, 1 Preemption is not helpful for"
                                        + " scheduling."));
    }

    @Test
    void saysWhatIsMissingEvenWithoutTheVictims() {
        cluster.putNode(Nodes.holding("n", 1000, 1000));
        place("equal", 600, 10, "n");
        place("lesser", 300, 1, "n");
        assertThat(plan(vip(800)))
                .isEqualTo(
                        new Outcome.Futile(
                                "preemption: 0/1 nodes are available: 1 Insufficient cpu."));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 99, 20261123})
    void afterAnEvictionThePodFitsAndNoVictimCouldHaveStayed(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            cluster.putNode(Nodes.holding("n" + i, 1000, 1000));
            for (int j = 0; j < 5; j++) {
                place("p" + i + "-" + j, 50 + random.nextInt(200), random.nextInt(12), "n" + i);
            }
        }
        PodInfo vip = vip(100 + random.nextInt(900));
        if (place(vip) instanceof Decision.Nowhere && plan(vip) instanceof Outcome.Evict evict) {
            evict.victims().forEach(victim -> cluster.podGone(victim.uid()));
            assertThat(place(vip)).isInstanceOf(Decision.Place.class);
            for (PodInfo victim : evict.victims()) {
                assertThat(victim.priority()).isLessThan(vip.priority());
                cluster.podBound(victim);
                assertThat(place(vip)).isInstanceOf(Decision.Nowhere.class);
                cluster.podGone(victim.uid());
            }
        }
    }

    private void place(String name, long cpu, int priority, String node) {
        PodInfo pod = Pods.priority(Pods.asking(Pods.pod(name), cpu, 0), priority);
        cluster.podBound(pod.boundTo(node));
    }

    private static PodInfo vip(long cpu) {
        return Pods.priority(Pods.asking(Pods.pod("vip"), cpu, 0), 10);
    }

    private Outcome plan(PodInfo pod) {
        Snapshot snapshot = cluster.snapshotFor(pod);
        Diagnosis diagnosis = ((Decision.Nowhere) place(pod)).diagnosis();
        return new Preemption(StandardPlugins.filters(), new SplittableRandom(1))
                .plan(pod, snapshot, diagnosis);
    }

    private Decision place(PodInfo pod) {
        var placement =
                new Placement(
                        StandardPlugins.filters(),
                        List.of(),
                        new Sampling(100),
                        new SplittableRandom(1));
        return placement.decide(pod, cluster.snapshotFor(pod));
    }
}
