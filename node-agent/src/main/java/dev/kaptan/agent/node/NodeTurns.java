package dev.kaptan.agent.node;

import io.fabric8.kubernetes.api.model.NodeCondition;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which of the kubelet's events the turn of a condition is. Pure. */
final class NodeTurns {

    /** By type and status, as upstream's setters in nodestatus name them. */
    private static final Map<String, String> REASONS =
            Map.of(
                    "MemoryPressure=False", "NodeHasSufficientMemory",
                    "DiskPressure=False", "NodeHasNoDiskPressure",
                    "DiskPressure=True", "NodeHasDiskPressure",
                    "PIDPressure=False", "NodeHasSufficientPID",
                    "Ready=True", "NodeReady",
                    "Ready=False", "NodeNotReady");

    private NodeTurns() {}

    /** The reasons of the conditions whose status is another one than before, or is new. */
    static List<String> between(List<NodeCondition> before, List<NodeCondition> after) {
        var old = before.stream().map(NodeTurns::state).collect(Collectors.toSet());
        return after.stream()
                .map(NodeTurns::state)
                .filter(state -> !old.contains(state) && REASONS.containsKey(state))
                .map(REASONS::get)
                .toList();
    }

    private static String state(NodeCondition condition) {
        return condition.getType() + "=" + condition.getStatus();
    }
}
