package dev.kaptan.scheduler.cluster;

import java.util.Map;

/**
 * The cluster at one moment, as one Pod's scheduling needs it.
 *
 * @param nodes all Nodes, those of different zones taking turns
 * @param nodesByImage on how many Nodes each image is
 * @param ownPodsByZone how many Pods of the same owner run in each zone
 */
public record Snapshot(
        NodeTable nodes, Map<String, Integer> nodesByImage, Map<String, Integer> ownPodsByZone) {

    public static final Snapshot EMPTY = new Snapshot(NodeTable.EMPTY, Map.of(), Map.of());
}
