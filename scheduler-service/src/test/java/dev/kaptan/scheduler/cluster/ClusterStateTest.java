package dev.kaptan.scheduler.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.scheduler.Nodes;
import dev.kaptan.scheduler.Pods;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.NodeDescription.Readiness;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.stream.IntStream;

class ClusterStateTest {

    private final ClusterState cluster = new ClusterState();
    private final PodInfo pod = Pods.asking(Pods.pod("a"), 500, 1000);

    @Test
    void anAssumedPodTakesItsRoomAtOnce() {
        cluster.putNode(Nodes.node("n"));
        cluster.assume(pod, "n");
        assertThat(node("n").requested().cpuMillis()).isEqualTo(500);
        assertThat(cluster.assumedPods()).isEqualTo(1);
    }

    @Test
    void aConfirmedPodIsCountedOnce() {
        cluster.putNode(Nodes.node("n"));
        cluster.assume(pod, "n");
        cluster.podBound(pod.boundTo("n"));
        assertThat(node("n").requested().cpuMillis()).isEqualTo(500);
        assertThat(node("n").podCount()).isEqualTo(1);
        assertThat(cluster.assumedPods()).isZero();
    }

    @Test
    void theApiCorrectsAWrongAssumption() {
        cluster.putNode(Nodes.node("n"));
        cluster.putNode(Nodes.node("m"));
        cluster.assume(pod, "n");
        cluster.podBound(pod.boundTo("m"));
        assertThat(node("n").podCount()).isZero();
        assertThat(node("m").requested().cpuMillis()).isEqualTo(500);
    }

    @Test
    void aForgottenPodGivesItsRoomBackAndThatIsNews() {
        cluster.putNode(Nodes.node("n"));
        cluster.assume(pod, "n");
        assertThat(cluster.forget(pod.uid())).containsExactly(ClusterEvent.POD_FREED);
        assertThat(node("n").requested().cpuMillis()).isZero();
    }

    @Test
    void aConfirmedPodIsNotForgotten() {
        cluster.putNode(Nodes.node("n"));
        cluster.assume(pod, "n");
        cluster.podBound(pod.boundTo("n"));
        assertThat(cluster.forget(pod.uid())).isEmpty();
        assertThat(node("n").podCount()).isEqualTo(1);
    }

    @Test
    void aPodIsNotAssumedTwice() {
        cluster.assume(pod, "n");
        assertThatThrownBy(() -> cluster.assume(pod, "n"))
                .hasMessage("Pod default/a has a place already");
    }

    @Test
    void podsThatCameBeforeTheirNodeAreCountedWhenItComes() {
        cluster.podBound(pod.boundTo("n"));
        cluster.putNode(Nodes.node("n"));
        assertThat(node("n").podCount()).isEqualTo(1);
    }

    @Test
    void podsOfANodeThatComesBackAreStillThere() {
        cluster.putNode(Nodes.node("n"));
        cluster.podBound(pod.boundTo("n"));
        cluster.removeNode("n");
        assertThat(snapshot().nodes().size()).isZero();
        cluster.putNode(Nodes.node("n"));
        assertThat(node("n").podCount()).isEqualTo(1);
    }

    @Test
    void anEarlierSnapshotDoesNotSeeLaterChanges() {
        cluster.putNode(Nodes.node("n"));
        Snapshot before = snapshot();
        cluster.assume(pod, "n");
        assertThat(before.nodes().get(0).podCount()).isZero();
        assertThat(snapshot().nodes().get(0).podCount()).isEqualTo(1);
    }

    @Test
    void aHeartbeatIsNoNews() {
        cluster.putNode(Nodes.node("n"));
        assertThat(cluster.putNode(Nodes.node("n"))).isEmpty();
    }

    @Test
    void tellsWhatChangedAboutANode() {
        cluster.putNode(Nodes.being("n", Readiness.NOT_READY));
        assertThat(cluster.putNode(Nodes.node("n")))
                .containsExactly(ClusterEvent.NODE_TAINTS_CHANGED);
        assertThat(cluster.putNode(Nodes.holding("n", 8000, 8L << 30)))
                .containsExactly(ClusterEvent.NODE_ALLOCATABLE_CHANGED);
    }

    @Test
    void countsPodsOfAnOwnerByZone() {
        cluster.putNode(Nodes.labelled("n", Map.of("topology.kubernetes.io/zone", "east")));
        cluster.putNode(Nodes.labelled("m", Map.of("topology.kubernetes.io/zone", "west")));
        cluster.podBound(Pods.owner(Pods.pod("x"), "o").boundTo("n"));
        cluster.assume(Pods.owner(Pods.pod("y"), "o"), "n");
        cluster.podBound(Pods.owner(Pods.pod("z"), "o").boundTo("m"));
        cluster.podGone("uid-z");
        Snapshot snapshot = cluster.snapshotFor(Pods.owner(Pods.pod("new"), "o"));
        assertThat(snapshot.ownPodsByZone()).isEqualTo(Map.of("east", 2));
    }

    @Test
    void aNodeThatMovesToAnotherZoneTakesItsPodsAlong() {
        cluster.putNode(Nodes.labelled("n", Map.of("topology.kubernetes.io/zone", "east")));
        cluster.podBound(Pods.owner(Pods.pod("x"), "o").boundTo("n"));
        cluster.putNode(Nodes.labelled("n", Map.of("topology.kubernetes.io/zone", "west")));
        Snapshot snapshot = cluster.snapshotFor(Pods.owner(Pods.pod("new"), "o"));
        assertThat(snapshot.ownPodsByZone()).isEqualTo(Map.of("west", 1));
    }

    @Test
    void countsOnHowManyNodesAnImageIs() {
        cluster.putNode(Nodes.withImages("n", Map.of("nginx:1.27", 5L)));
        cluster.putNode(Nodes.withImages("m", Map.of("nginx:1.27", 5L, "busybox:1.36", 1L)));
        cluster.putNode(Nodes.withImages("n", Map.of()));
        assertThat(snapshot().nodesByImage()).isEqualTo(Map.of("nginx:1.27", 1, "busybox:1.36", 1));
    }

    @Test
    void zonesTakeTurns() {
        for (int i : IntStream.range(0, 6).toArray()) {
            String zone = i < 3 ? "east" : "west";
            cluster.putNode(Nodes.labelled("n" + i, Map.of("topology.kubernetes.io/zone", zone)));
        }
        NodeTable nodes = snapshot().nodes();
        assertThat(IntStream.range(0, 6).mapToObj(i -> nodes.get(i).description().zone()))
                .containsExactly("east", "west", "east", "west", "east", "west");
    }

    private Snapshot snapshot() {
        return cluster.snapshotFor(pod);
    }

    private NodeInfo node(String name) {
        NodeTable nodes = snapshot().nodes();
        return IntStream.range(0, nodes.size())
                .mapToObj(nodes::get)
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
