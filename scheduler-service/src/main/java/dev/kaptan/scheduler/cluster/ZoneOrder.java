package dev.kaptan.scheduler.cluster;

import dev.kaptan.scheduler.model.NodeInfo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;

/** Lets zones take turns, so that looking at a part of the Nodes looks at all zones alike. */
final class ZoneOrder {

    private ZoneOrder() {}

    static List<NodeInfo> interleaved(Collection<NodeInfo> nodes) {
        var zones = new LinkedHashMap<String, Deque<NodeInfo>>();
        for (NodeInfo node : nodes) {
            zones.computeIfAbsent(node.description().zone(), zone -> new ArrayDeque<>()).add(node);
        }
        var ordered = new ArrayList<NodeInfo>(nodes.size());
        while (!zones.isEmpty()) {
            for (Deque<NodeInfo> zone : zones.values()) {
                ordered.add(zone.remove());
            }
            zones.values().removeIf(Deque::isEmpty);
        }
        return ordered;
    }
}
