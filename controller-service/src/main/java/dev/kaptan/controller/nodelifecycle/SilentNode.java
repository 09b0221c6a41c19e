package dev.kaptan.controller.nodelifecycle;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What the conditions of a Node become when it has gone silent. Pure. */
final class SilentNode {
    private static final List<String> CONDITIONS =
            List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");

    private SilentNode() {}

    /** The Node with all that its agent reports unknown, or null when it says so already. */
    static @Nullable Node unknown(Node node, String now) {
        var conditions = new ArrayList<NodeCondition>();
        if (node.getStatus() != null) {
            conditions.addAll(node.getStatus().getConditions());
        }
        boolean changed = false;
        for (var type : CONDITIONS) {
            var current = NodeTaints.condition(node, type);
            if (current == null || !"Unknown".equals(current.getStatus())) {
                conditions.removeIf(each -> each.getType().equals(type));
                conditions.add(unknown(node, current, type, now));
                changed = true;
            }
        }
        return changed
                ? new NodeBuilder(node)
                        .editOrNewStatus()
                        .withConditions(conditions)
                        .endStatus()
                        .build()
                : null;
    }

    private static NodeCondition unknown(
            Node node, @Nullable NodeCondition current, String type, String now) {
        var heartbeat =
                current == null
                        ? node.getMetadata().getCreationTimestamp()
                        : current.getLastHeartbeatTime();
        return new NodeConditionBuilder()
                .withType(type)
                .withStatus("Unknown")
                .withReason(current == null ? "NodeStatusNeverUpdated" : "NodeStatusUnknown")
                .withMessage(
                        current == null
                                ? "Kubelet never posted node status."
                                : "Kubelet stopped posting node status.")
                .withLastHeartbeatTime(heartbeat)
                .withLastTransitionTime(now)
                .build();
    }
}
