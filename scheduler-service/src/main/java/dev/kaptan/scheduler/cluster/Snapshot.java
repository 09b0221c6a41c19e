package dev.kaptan.scheduler.cluster;

import dev.kaptan.scheduler.model.NodeDescription;
import dev.kaptan.scheduler.model.PodInfo;

import java.util.List;
import java.util.Map;

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

    /** A Pod and the Node that it is on. */
    public record Resident(PodInfo pod, NodeDescription node) {}
}
