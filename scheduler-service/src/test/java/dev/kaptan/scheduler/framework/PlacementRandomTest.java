package dev.kaptan.scheduler.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.Nodes;
import dev.kaptan.scheduler.Pods;
import dev.kaptan.scheduler.cluster.ClusterState;
import dev.kaptan.scheduler.cluster.NodeTable;
import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.plugins.StandardPlugins;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fills random clusters and checks what must hold whatever was decided. */
class PlacementRandomTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 99, 20261123})
    void neverOvercommitsAndNeverGivesUpWhileThereIsRoom(long seed) {
        var random = new SplittableRandom(seed);
        var cluster = new ClusterState();
        int nodes = 1 + random.nextInt(250);
        for (int i = 0; i < nodes; i++) {
            long cpu = 1000L * (1 + random.nextInt(4));
            cluster.putNode(Nodes.holding("n" + i, cpu, (1L + random.nextInt(4)) << 30));
        }
        var placement =
                new Placement(
                        StandardPlugins.filters(),
                        StandardPlugins.scores(),
                        Sampling.ADAPTIVE,
                        random.split());
        for (int i = 0; i < nodes * 6; i++) {
            PodInfo pod = randomPod(i, random);
            Snapshot snapshot = cluster.snapshotFor(pod);
            switch (placement.decide(pod, snapshot)) {
                case Decision.Place place -> cluster.assume(pod, place.nodeName());
                case Decision.Nowhere nowhere ->
                        assertThat(nodesOf(snapshot)).noneMatch(node -> hasRoom(node, pod));
            }
        }
        assertThat(nodesOf(cluster.snapshotFor(Pods.pod("any"))))
                .allMatch(PlacementRandomTest::isNotOvercommitted);
    }

    private static PodInfo randomPod(int number, SplittableRandom random) {
        long cpu = 100L * (1 + random.nextInt(10));
        long memory = (1L + random.nextInt(10)) << 27;
        return Pods.owner(
                Pods.asking(Pods.pod("p" + number), cpu, memory), "o" + random.nextInt(5));
    }

    private static Stream<NodeInfo> nodesOf(Snapshot snapshot) {
        NodeTable table = snapshot.nodes();
        return IntStream.range(0, table.size()).mapToObj(table::get);
    }

    private static boolean hasRoom(NodeInfo node, PodInfo pod) {
        return isNotOvercommitted(node.with(pod));
    }

    private static boolean isNotOvercommitted(NodeInfo node) {
        var total = node.description().allocatable();
        return node.requested().cpuMillis() <= total.cpuMillis()
                && node.requested().memoryBytes() <= total.memoryBytes();
    }
}
