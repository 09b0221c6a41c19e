package dev.kaptan.scheduler.cluster;

import dev.kaptan.scheduler.model.NodeDescription;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The cluster at one moment, as one Pod's scheduling needs it.
 *
 * @param nodes all Nodes, those of different zones taking turns
 * @param nodesByImage on how many Nodes each image is
 * @param ownPodsByZone how many Pods of the same owner run in each zone
 * @param residents the placed Pods with wishes about their neighbours
 * @param namespaceLabels the labels of each namespace
 */
public record Snapshot(
        NodeTable nodes,
        Map<String, Integer> nodesByImage,
        Map<String, Integer> ownPodsByZone,
        List<Resident> residents,
        Map<String, Map<String, String>> namespaceLabels) {

    public static final Snapshot EMPTY =
            new Snapshot(NodeTable.EMPTY, Map.of(), Map.of(), List.of(), Map.of());

    /** This cluster, had these Pods left the Node at that index of the table. */
    public Snapshot without(int index, Collection<PodInfo> gone) {
        NodeInfo node = nodes.get(index);
        for (PodInfo pod : gone) {
            node = node.without(pod.uid());
        }
        var uids = gone.stream().map(PodInfo::uid).collect(Collectors.toSet());
        var staying = residents.stream().filter(one -> !uids.contains(one.pod().uid())).toList();
        return new Snapshot(
                nodes.with(index, node), nodesByImage, ownPodsByZone, staying, namespaceLabels);
    }

    /** A Pod and the Node that it is on. */
    public record Resident(PodInfo pod, NodeDescription node) {}
}
