package dev.kaptan.scheduler.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.Nodes;
import dev.kaptan.scheduler.Pods;
import dev.kaptan.scheduler.cluster.ClusterState;
import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Score;
import dev.kaptan.scheduler.model.Neighbours;
import dev.kaptan.scheduler.model.NodeDescription;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.NodeTerm;
import dev.kaptan.scheduler.model.PlacementRules;
import dev.kaptan.scheduler.model.PodDemand;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.Requirement;
import dev.kaptan.scheduler.model.Resources;
import dev.kaptan.scheduler.model.Taint;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

class ScoresTest {

    private static final long MIB = 1L << 20;

    private final PodInfo pod = Pods.pod("p");

    @Test
    void leastAllocatedIsTheMeanShareThatIsLeft() {
        NodeInfo node =
                NodeInfo.empty(Nodes.holding("n", 1000, 1000))
                        .with(Pods.asking(Pods.pod("a"), 200, 600));
        PodInfo asking = Pods.asking(pod, 300, 200);
        assertThat(rate(new LeastAllocated(), asking, node)).containsExactly((50 + 20) / 2);
    }

    @Test
    void balanceIsBestWhereCpuAndMemoryAreUsedAlike() {
        var score = new BalancedAllocation();
        NodeInfo node = NodeInfo.empty(Nodes.holding("n", 1000, 1000));
        assertThat(rate(score, Pods.asking(pod, 500, 500), node)).containsExactly(100);
        assertThat(rate(score, Pods.asking(pod, 500, 100), node)).containsExactly(80);
        assertThat(score.concerns(pod, Snapshot.EMPTY)).isFalse();
    }

    @Test
    void softTaintsCostInProportionToTheirNumber() {
        var one = new Taint("k", "1", Taint.PREFER_NO_SCHEDULE);
        var two = new Taint("k", "2", Taint.PREFER_NO_SCHEDULE);
        var hard = new Taint("k", "3", Taint.NO_SCHEDULE);
        assertThat(
                        rate(
                                new PreferUntainted(),
                                pod,
                                empty(Nodes.tainted("a", hard)),
                                empty(Nodes.tainted("b", one)),
                                empty(Nodes.tainted("c", one, two))))
                .containsExactly(100, 50, 0);
    }

    @Test
    void preferredTermsAddUpTheirWeights() {
        PodInfo picky =
                Pods.rules(
                        pod,
                        new PlacementRules(
                                Map.of(),
                                null,
                                List.of(preferred(80, "disk"), preferred(20, "gpu")),
                                List.of(),
                                Neighbours.ANY));
        assertThat(
                        rate(
                                new PreferredNodeAffinity(),
                                picky,
                                empty(Nodes.labelled("a", Map.of("disk", "y", "gpu", "y"))),
                                empty(Nodes.labelled("b", Map.of("gpu", "y"))),
                                empty(Nodes.node("c"))))
                .containsExactly(100, 20, 0);
    }

    @Test
    void imagesCountByTheirSizeAndSpread() {
        var cluster = new ClusterState();
        cluster.putNode(Nodes.withImages("a", Map.of("big:latest", 1000 * MIB)));
        cluster.putNode(Nodes.withImages("b", Map.of("big:latest", 1000 * MIB)));
        PodInfo wanting =
                Pods.demand(pod, new PodDemand(Resources.NONE, 0, 0, List.of(), List.of("big")));
        Snapshot snapshot = cluster.snapshotFor(wanting);
        var score = new ImageLocality();
        assertThat(score.concerns(wanting, snapshot)).isTrue();
        assertThat(score.concerns(pod, snapshot)).isFalse();
        NodeInfo has = snapshot.nodes().get(0);
        NodeInfo hasNot = empty(Nodes.node("c"));
        assertThat(score.rate(wanting, List.of(has, hasNot), snapshot)).containsExactly(100, 0);
    }

    @Test
    void anOwnersPodsPreferNodesAndZonesWithFewOfThem() {
        var cluster = new ClusterState();
        cluster.putNode(zoned("a", "east"));
        cluster.putNode(zoned("b", "east"));
        cluster.putNode(zoned("c", "west"));
        cluster.assume(Pods.owner(Pods.pod("x"), "o"), "a");
        PodInfo next = Pods.owner(pod, "o");
        Snapshot snapshot = cluster.snapshotFor(next);
        List<NodeInfo> nodes =
                List.of(find(snapshot, "a"), find(snapshot, "b"), find(snapshot, "c"));
        long[] scores = new OwnerSpread().rate(next, nodes, snapshot);
        assertThat(scores[2]).isGreaterThan(scores[1]);
        assertThat(scores[1]).isGreaterThan(scores[0]);
        assertThat(scores[2]).isEqualTo(100);
    }

    @Test
    void crowdingIsTurnedAroundAsUpstreamDoes() {
        assertThat(OwnerSpread.fromCrowding(new long[] {2, 4, 8})).containsExactly(100, 75, 25);
        assertThat(OwnerSpread.fromCrowding(new long[] {0, 0})).containsExactly(100, 100);
    }

    private static long[] rate(Score score, PodInfo pod, NodeInfo... nodes) {
        return score.rate(pod, List.of(nodes), Snapshot.EMPTY);
    }

    private static NodeInfo empty(NodeDescription node) {
        return NodeInfo.empty(node);
    }

    private static NodeDescription zoned(String name, String zone) {
        return Nodes.labelled(name, Map.of("topology.kubernetes.io/zone", zone));
    }

    private static NodeInfo find(Snapshot snapshot, String name) {
        for (int i = 0; i < snapshot.nodes().size(); i++) {
            if (snapshot.nodes().get(i).name().equals(name)) {
                return snapshot.nodes().get(i);
            }
        }
        throw new AssertionError("no Node " + name);
    }

    private static NodeTerm.Preferred preferred(int weight, String key) {
        var exists = new Requirement(key, Requirement.Operator.EXISTS, Set.of());
        return new NodeTerm.Preferred(weight, new NodeTerm(List.of(exists), List.of()));
    }
}
