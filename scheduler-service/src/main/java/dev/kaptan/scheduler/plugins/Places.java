package dev.kaptan.scheduler.plugins;

import dev.kaptan.scheduler.model.NodeDescription;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** Weights of places, a place being all Nodes with one value of one label. */
final class Places {

    private final Map<String, Map<String, Integer>> weights = new HashMap<>();

    /** Adds to the place that the Node belongs to by that key, if it belongs to any. */
    void add(String topologyKey, NodeDescription node, int weight) {
        @Nullable String value = node.labels().get(topologyKey);
        if (value != null) {
            weights.computeIfAbsent(topologyKey, unseen -> new HashMap<>())
                    .merge(value, weight, Integer::sum);
        }
    }

    boolean isEmpty() {
        return weights.isEmpty();
    }

    /** The weight of the Node's place by one key. */
    int of(String topologyKey, NodeDescription node) {
        @Nullable Map<String, Integer> places = weights.get(topologyKey);
        @Nullable String value = node.labels().get(topologyKey);
        return places == null || value == null ? 0 : places.getOrDefault(value, 0);
    }

    /** The sum of the weights of all places that the Node belongs to. */
    int of(NodeDescription node) {
        int sum = 0;
        for (String topologyKey : weights.keySet()) {
            sum += of(topologyKey, node);
        }
        return sum;
    }
}
