package dev.kaptan.scheduler.cluster;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** On how many Nodes each image is; copied only after a change. */
final class ImageIndex {

    private final Map<String, Integer> counts = new HashMap<>();
    private @Nullable Map<String, Integer> copy = Map.of();

    void replace(Map<String, Long> before, Map<String, Long> after) {
        if (before.keySet().equals(after.keySet())) {
            return;
        }
        count(before.keySet(), -1);
        count(after.keySet(), 1);
        copy = null;
    }

    private void count(Set<String> names, int change) {
        for (String name : names) {
            if (counts.merge(name, change, Integer::sum) == 0) {
                counts.remove(name);
            }
        }
    }

    Map<String, Integer> nodesByImage() {
        if (copy == null) {
            copy = Map.copyOf(counts);
        }
        return copy;
    }
}
