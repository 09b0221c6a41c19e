package dev.kaptan.scheduler.cluster;

import dev.kaptan.scheduler.model.PodInfo;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pods by the name of the Node that they are bound to. */
final class PodsByNode {

    private final Map<String, Map<String, PodInfo>> pods = new HashMap<>();

    void add(String nodeName, PodInfo pod) {
        pods.computeIfAbsent(nodeName, unseen -> new LinkedHashMap<>()).put(pod.uid(), pod);
    }

    void remove(String nodeName, String uid) {
        pods.computeIfPresent(
                nodeName,
                (name, there) -> {
                    there.remove(uid);
                    return there.isEmpty() ? null : there;
                });
    }

    Collection<PodInfo> removeAll(String nodeName) {
        @Nullable Map<String, PodInfo> there = pods.remove(nodeName);
        return there == null ? List.of() : List.copyOf(there.values());
    }
}
