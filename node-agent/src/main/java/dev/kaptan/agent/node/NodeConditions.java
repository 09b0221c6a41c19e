package dev.kaptan.agent.node;

import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The conditions of a Node that the kubelet owns, in its words; those of others are kept. */
final class NodeConditions {
    private static final Set<String> OWNED =
            Set.of("MemoryPressure", "DiskPressure", "PIDPressure", "Ready");

    private NodeConditions() {}

    static List<NodeCondition> of(NodeFacts facts, List<NodeCondition> before, Instant now) {
        var conditions = new ArrayList<NodeCondition>();
        before.stream().filter(c -> !OWNED.contains(c.getType())).forEach(conditions::add);
        conditions.add(
                condition(
                        "MemoryPressure",
                        false,
                        "KubeletHasSufficientMemory",
                        "kubelet has sufficient memory available"));
        conditions.add(disk(facts));
        conditions.add(
                condition(
                        "PIDPressure",
                        false,
                        "KubeletHasSufficientPID",
                        "kubelet has sufficient PID available"));
        conditions.add(ready(facts));
        conditions.forEach(condition -> date(condition, before, now));
        return conditions;
    }

    private static NodeCondition disk(NodeFacts facts) {
        return facts.diskPressure()
                ? condition(
                        "DiskPressure", true, "KubeletHasDiskPressure", "kubelet has disk pressure")
                : condition(
                        "DiskPressure",
                        false,
                        "KubeletHasNoDiskPressure",
                        "kubelet has no disk pressure");
    }

    private static NodeCondition ready(NodeFacts facts) {
        return facts.failure() == null
                ? condition("Ready", true, "KubeletReady", "kubelet is posting ready status")
                : condition("Ready", false, "KubeletNotReady", facts.failure());
    }

    private static NodeCondition condition(
            String type, boolean status, String reason, String message) {
        return new NodeConditionBuilder()
                .withType(type)
                .withStatus(status ? "True" : "False")
                .withReason(reason)
                .withMessage(message)
                .build();
    }

    private static void date(NodeCondition condition, List<NodeCondition> before, Instant now) {
        if (!OWNED.contains(condition.getType())) {
            return;
        }
        var time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        condition.setLastHeartbeatTime(time);
        condition.setLastTransitionTime(
                before.stream()
                        .filter(old -> old.getType().equals(condition.getType()))
                        .filter(old -> old.getStatus().equals(condition.getStatus()))
                        .map(NodeCondition::getLastTransitionTime)
                        .findFirst()
                        .orElse(time));
    }
}
