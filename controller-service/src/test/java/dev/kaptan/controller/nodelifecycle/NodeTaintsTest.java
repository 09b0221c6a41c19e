package dev.kaptan.controller.nodelifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class NodeTaintsTest {
    private static final String NOW = "2026-01-01T00:00:00Z";

    private static Node node(String ready, Taint... taints) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("node")
                .endMetadata()
                .withNewSpec()
                .withTaints(taints)
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Taint taint(String key, String effect, String added) {
        return new TaintBuilder().withKey(key).withEffect(effect).withTimeAdded(added).build();
    }

    @Test
    void aReadyNodeLosesItsTaintsAndKeepsThoseOfOthers() {
        var own = taint("dedicated", "NoSchedule", null);
        var node = node("True", taint(NodeTaints.NOT_READY, "NoSchedule", null), own);
        assertThat(NodeTaints.of(node, NOW)).containsExactly(own);
    }

    @Test
    void aSilentNodeIsUnreachableAndPodsLeave() {
        assertThat(NodeTaints.of(node("Unknown"), NOW))
                .containsExactly(
                        taint("node.kubernetes.io/unreachable", "NoSchedule", null),
                        taint("node.kubernetes.io/unreachable", "NoExecute", NOW));
    }

    @Test
    void theTimeOfATaintThatStaysIsKept() {
        var earlier = taint(NodeTaints.NOT_READY, "NoExecute", "2025-01-01T00:00:00Z");
        assertThat(NodeTaints.of(node("False", earlier), NOW)).contains(earlier);
    }

    @Test
    void carryingThePlanOutLeavesNothingToPlan() {
        for (int round = 0; round < 500; round++) {
            long seed = System.nanoTime() + round;
            var random = new SplittableRandom(seed);
            List<Taint> taints = new ArrayList<>();
            for (var key :
                    List.of(
                            NodeTaints.NOT_READY,
                            NodeTaints.UNREACHABLE,
                            "own",
                            "node.kubernetes.io/disk-pressure")) {
                if (random.nextBoolean()) {
                    taints.add(taint(key, random.nextBoolean() ? "NoSchedule" : "NoExecute", null));
                }
            }
            var ready = List.of("True", "False", "Unknown").get(random.nextInt(3));
            var node = node(ready, taints.toArray(Taint[]::new));
            var planned = NodeTaints.of(node, NOW);
            node.getSpec().setTaints(planned);
            assertThat(NodeTaints.of(node, "later")).as("seed %d", seed).isEqualTo(planned);
        }
    }

    @Test
    void aNodeThatNeverReportedSaysSo() {
        var silent =
                new NodeBuilder(node("True")).editStatus().withConditions().endStatus().build();
        var unknown = SilentNode.unknown(silent, NOW);
        assertThat(unknown.getStatus().getConditions())
                .hasSize(4)
                .allMatch(each -> each.getReason().equals("NodeStatusNeverUpdated"));
    }

    @Test
    void aNodeThatStoppedReportingSaysSoOnce() {
        var unknown = SilentNode.unknown(node("True"), NOW);
        var ready = NodeTaints.condition(unknown, "Ready");
        assertThat(ready.getStatus()).isEqualTo("Unknown");
        assertThat(ready.getReason()).isEqualTo("NodeStatusUnknown");
        assertThat(ready.getMessage()).isEqualTo("Kubelet stopped posting node status.");
        assertThat(SilentNode.unknown(unknown, "later")).isNull();
    }
}
