package dev.kaptan.scheduler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.Nodes;
import dev.kaptan.scheduler.Pods;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** The incrementally kept picture beside one that is counted anew after every step. */
class ClusterStateRandomTest {

    private static final int STEPS = 2000;

    private final ClusterState cluster = new ClusterState();
    private final Set<String> nodes = new TreeSet<>();
    private final Map<String, String> nodeOfPod = new HashMap<>();
    private final Map<String, PodInfo> pods = new HashMap<>();
    private SplittableRandom random;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 7, 20261123})
    void agreesWithACountFromScratch(long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < STEPS; i++) {
            step();
            assertAgrees();
        }
    }

    private void step() {
        String node = "n" + random.nextInt(150);
        PodInfo pod =
                Pods.owner(
                        Pods.asking(Pods.pod("p" + random.nextInt(60)), 100, 1L << 20),
                        "o" + random.nextInt(4));
        switch (random.nextInt(7)) {
            case 0, 1 -> {
                cluster.putNode(Nodes.node(node));
                nodes.add(node);
            }
            case 2 -> {
                cluster.removeNode(node);
                nodes.remove(node);
            }
            case 3 -> {
                cluster.podBound(pod.boundTo(node));
                put(pod, node);
            }
            case 4 -> {
                if (!nodeOfPod.containsKey(pod.uid())) {
                    cluster.assume(pod, node);
                    put(pod, node);
                }
            }
            case 5 -> {
                if (!cluster.forget(pod.uid()).isEmpty()) {
                    drop(pod.uid());
                }
            }
            default -> {
                cluster.podGone(pod.uid());
                drop(pod.uid());
            }
        }
    }

    private void put(PodInfo pod, String node) {
        nodeOfPod.put(pod.uid(), node);
        pods.put(pod.uid(), pod);
    }

    private void drop(String uid) {
        nodeOfPod.remove(uid);
        pods.remove(uid);
    }

    private void assertAgrees() {
        NodeTable table = cluster.snapshotFor(Pods.pod("any")).nodes();
        var seen = new TreeSet<String>();
        for (int i = 0; i < table.size(); i++) {
            seen.add(table.get(i).name());
            assertAgrees(table.get(i));
        }
        assertThat(seen).isEqualTo(nodes);
    }

    private void assertAgrees(NodeInfo node) {
        long expected = nodeOfPod.values().stream().filter(node.name()::equals).count();
        assertThat(node.podCount()).isEqualTo((int) expected);
        assertThat(node.requested().cpuMillis()).isEqualTo(100 * expected);
        assertThat(node.scoredMemoryBytes()).isEqualTo(expected << 20);
        for (String owner : Set.of("o0", "o1", "o2", "o3")) {
            long own =
                    pods.values().stream()
                            .filter(pod -> owner.equals(pod.owner()))
                            .filter(pod -> node.name().equals(nodeOfPod.get(pod.uid())))
                            .count();
            assertThat(node.podsOf(owner)).isEqualTo((int) own);
        }
    }
}
