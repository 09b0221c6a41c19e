package dev.kaptan.agent.node;

import java.util.Map;

/**
 * What the node is told about itself.
 *
 * @param address that others reach the node at
 * @param kubeletPort of the agent's API
 * @param labels beside the well-known ones
 * @param maxPods how many Pods it takes
 * @param nodesOnEngine how many nodes share the machine: each may allocate its part of it
 */
public record NodeSettings(
        String name,
        String address,
        int kubeletPort,
        Map<String, String> labels,
        int maxPods,
        int nodesOnEngine) {

    public NodeSettings {
        labels = Map.copyOf(labels);
    }
}
