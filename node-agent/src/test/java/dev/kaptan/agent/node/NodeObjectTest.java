package dev.kaptan.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.runtime.RuntimeInfo;

import io.fabric8.kubernetes.api.model.NodeStatus;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

class NodeObjectTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final RuntimeInfo MACHINE =
            new RuntimeInfo(
                    "docker", "20.10", "1.41", "Debian", "6.1", "linux", "amd64", 4, 3L << 30,
                    Set.of());

    private static NodeFacts facts(String failure) {
        return new NodeFacts(MACHINE, failure, List.of(), 100 << 20, false, "machine", "boot");
    }

    private static NodeStatus status(int nodesOnEngine) {
        return object(nodesOnEngine).status(facts(null), List.of(), NOW);
    }

    private static NodeObject object(int nodesOnEngine) {
        return new NodeObject(
                new NodeSettings("n", "127.0.0.1", 10250, Map.of(), 110, nodesOnEngine));
    }

    @Test
    void aNodeAloneMayGiveAwayTheWholeMachine() {
        var status = status(1);
        assertThat(status.getAllocatable()).isEqualTo(status.getCapacity());
        assertThat(status.getCapacity().get("cpu")).hasToString("4");
        assertThat(status.getCapacity().get("memory")).hasToString("3145728Ki");
    }

    @Test
    void nodesOnOneMachineMayTogetherGiveAwayNoMoreThanItHas() {
        var status = status(3);
        assertThat(status.getCapacity().get("cpu")).hasToString("4");
        assertThat(status.getAllocatable().get("cpu")).hasToString("1333m");
        assertThat(status.getAllocatable().get("memory")).hasToString("1048576Ki");
        assertThat(status.getAllocatable().get("pods")).hasToString("110");
    }

    @Test
    void aNewNodeTellsOfEveryConditionAndLaterOnlyOfTurns() {
        var first = status(1).getConditions();
        assertThat(NodeTurns.between(List.of(), first))
                .containsExactly(
                        "NodeHasSufficientMemory",
                        "NodeHasNoDiskPressure",
                        "NodeHasSufficientPID",
                        "NodeReady");
        var same = object(1).status(facts(null), first, NOW.plusSeconds(300)).getConditions();
        assertThat(NodeTurns.between(first, same)).isEmpty();
        var broken = object(1).status(facts("no engine"), first, NOW).getConditions();
        assertThat(NodeTurns.between(first, broken)).containsExactly("NodeNotReady");
    }
}
