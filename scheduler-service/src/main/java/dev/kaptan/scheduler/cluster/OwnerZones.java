package dev.kaptan.scheduler.cluster;

import java.util.HashMap;
import java.util.Map;

/** Counts the Pods of each owner by zone, so that no Pod's scheduling has to count them. */
final class OwnerZones {

    private final Map<String, Map<String, Integer>> counts = new HashMap<>();

    void add(String owner, String zone, int change) {
        var zones = counts.computeIfAbsent(owner, unseen -> new HashMap<>());
        if (zones.merge(zone, change, Integer::sum) == 0) {
            zones.remove(zone);
        }
        if (zones.isEmpty()) {
            counts.remove(owner);
        }
    }

    Map<String, Integer> of(String owner) {
        return Map.copyOf(counts.getOrDefault(owner, Map.of()));
    }
}
