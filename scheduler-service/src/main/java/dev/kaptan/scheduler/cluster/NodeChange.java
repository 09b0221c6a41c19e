package dev.kaptan.scheduler.cluster;

import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.NodeDescription;

import java.util.EnumSet;
import java.util.Set;

/** Tells what about a Node changed. Heartbeats change nothing that is looked at here. */
final class NodeChange {

    private NodeChange() {}

    static Set<ClusterEvent> between(NodeDescription before, NodeDescription after) {
        var events = EnumSet.noneOf(ClusterEvent.class);
        if (!before.allocatable().equals(after.allocatable())
                || before.maxPods() != after.maxPods()) {
            events.add(ClusterEvent.NODE_ALLOCATABLE_CHANGED);
        }
        if (!before.labels().equals(after.labels())) {
            events.add(ClusterEvent.NODE_LABELS_CHANGED);
        }
        if (!before.taints().equals(after.taints())
                || before.unschedulable() != after.unschedulable()
                || before.readiness() != after.readiness()) {
            events.add(ClusterEvent.NODE_TAINTS_CHANGED);
        }
        return events;
    }
}
