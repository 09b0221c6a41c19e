package dev.kaptan.scheduler.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.Nodes;
import dev.kaptan.scheduler.Pods;
import dev.kaptan.scheduler.cluster.ClusterState;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.NodeDescription;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.Resources;
import dev.kaptan.scheduler.model.Taint;
import dev.kaptan.scheduler.plugins.StandardPlugins;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Map;
import java.util.SplittableRandom;

class PlacementTest {

    private final ClusterState cluster = new ClusterState();
    private final Placement placement = placement(Sampling.ADAPTIVE);

    @Test
    void saysWhyAPodFitsNowhereInUpstreamsWords() {
        add(Nodes.holding("a", 100, 8L << 30));
        add(Nodes.holding("b", 100, 8L << 30));
        add(Nodes.tainted("c", new Taint("team", "blue", Taint.NO_SCHEDULE)));
        assertThat(diagnose(Pods.asking(Pods.pod("p"), 500, 0)).message())
                .isEqualTo(
                        "0/3 nodes are available: 1 node(s) had untolerated taint {team: blue}, 2"
                                + " Insufficient cpu.");
    }

    @Test
    void namesEveryResourceThatIsShort() {
        add(Nodes.withRoom("a", new Resources(100, 1, 0, Map.of()), 0));
        PodInfo pod = Pods.asking(Pods.pod("p"), 500, 500);
        assertThat(diagnose(pod).message())
                .isEqualTo(
                        "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 1 Too"
                                + " many pods.");
    }

    @Test
    void saysThatThereAreNoNodes() {
        assertThat(diagnose(Pods.pod("p")).message())
                .isEqualTo("no nodes available to schedule pods");
    }

    @Test
    void tellsWhatMayHelp() {
        add(Nodes.cordoned("a"));
        add(Nodes.holding("b", 100, 8L << 30));
        assertThat(diagnose(Pods.asking(Pods.pod("p"), 500, 0)).helpedBy())
                .containsExactlyInAnyOrder(
                        ClusterEvent.NODE_ADDED,
                        ClusterEvent.NODE_TAINTS_CHANGED,
                        ClusterEvent.NODE_ALLOCATABLE_CHANGED,
                        ClusterEvent.POD_FREED);
    }

    @Test
    void prefersTheEmptierNode() {
        add(Nodes.node("full"));
        add(Nodes.node("empty"));
        cluster.assume(Pods.asking(Pods.pod("other"), 3000, 6L << 30), "full");
        assertThat(place(Pods.asking(Pods.pod("p"), 100, 1 << 20)).nodeName()).isEqualTo("empty");
    }

    @Test
    void spreadsThePodsOfAnOwner() {
        var used = new HashSet<String>();
        for (int i = 0; i < 10; i++) {
            add(Nodes.node("n" + i));
        }
        for (int i = 0; i < 10; i++) {
            PodInfo pod = Pods.owner(Pods.asking(Pods.pod("p" + i), 10, 1 << 20), "o");
            String node = place(pod).nodeName();
            cluster.assume(pod, node);
            used.add(node);
        }
        assertThat(used).hasSize(10);
    }

    @Test
    void looksAtAPartOfALargeClusterAndGoesOnWhereItEnded() {
        for (int i = 0; i < 1000; i++) {
            add(Nodes.node("n" + i));
        }
        var parts = new HashSet<Integer>();
        for (int i = 0; i < 50; i++) {
            PodInfo pod = Pods.asking(Pods.pod("p" + i), 10, 1 << 20);
            Decision.Place place = place(pod);
            assertThat(place.evaluated()).isEqualTo(420);
            cluster.assume(pod, place.nodeName());
            parts.add(Integer.parseInt(place.nodeName().substring(1)) / 420);
        }
        assertThat(parts).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void findsTheOnlyNodeThatFitsWhereverItIs() {
        for (int i = 0; i < 500; i++) {
            add(Nodes.cordoned("n" + i));
        }
        add(Nodes.node("only"));
        for (int i = 0; i < 5; i++) {
            assertThat(place(Pods.pod("p" + i)).nodeName()).isEqualTo("only");
        }
    }

    @Test
    void breaksTiesByTheGivenRandom() {
        for (int i = 0; i < 20; i++) {
            add(Nodes.node("n" + i));
        }
        var chosen = new HashSet<String>();
        for (int i = 0; i < 200; i++) {
            chosen.add(place(Pods.pod("p" + i)).nodeName());
        }
        assertThat(chosen).hasSize(20);
    }

    @Test
    void theShareOfNodesShrinksAsUpstreamsDoes() {
        assertThat(Sampling.ADAPTIVE.enoughOf(99)).isEqualTo(99);
        assertThat(Sampling.ADAPTIVE.enoughOf(100)).isEqualTo(100);
        assertThat(Sampling.ADAPTIVE.enoughOf(1000)).isEqualTo(420);
        assertThat(Sampling.ADAPTIVE.enoughOf(5000)).isEqualTo(500);
        assertThat(Sampling.ADAPTIVE.enoughOf(6000)).isEqualTo(300);
        assertThat(new Sampling(40).enoughOf(1000)).isEqualTo(400);
        assertThat(new Sampling(100).enoughOf(5000)).isEqualTo(5000);
    }

    private void add(NodeDescription node) {
        cluster.putNode(node);
    }

    private Decision.Place place(PodInfo pod) {
        return (Decision.Place) placement.decide(pod, cluster.snapshotFor(pod));
    }

    private Diagnosis diagnose(PodInfo pod) {
        return ((Decision.Nowhere) placement.decide(pod, cluster.snapshotFor(pod))).diagnosis();
    }

    private static Placement placement(Sampling sampling) {
        return new Placement(
                StandardPlugins.filters(),
                StandardPlugins.scores(),
                sampling,
                new SplittableRandom(1));
    }
}
