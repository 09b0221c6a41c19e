package dev.kaptan.scheduler.cluster;

import dev.kaptan.scheduler.model.PodInfo;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/** Pods that Nodes are being cleared for. Their room is taken for Pods of no higher priority. */
final class Nominations {

    private final Map<String, PodInfo> pods = new LinkedHashMap<>();

    void put(PodInfo pod, String nodeName) {
        pods.put(pod.uid(), pod.boundTo(nodeName));
    }

    void remove(String uid) {
        pods.remove(uid);
    }

    @Nullable PodInfo get(String uid) {
        return pods.get(uid);
    }

    /** The table as the Pod is to see it. */
    NodeTable before(PodInfo pod, NodeTable table, Map<String, Integer> slots) {
        NodeTable reserved = table;
        for (PodInfo other : pods.values()) {
            @Nullable Integer slot = slots.get(other.nodeName());
            boolean goesFirst =
                    other.priority() >= pod.priority() && !other.uid().equals(pod.uid());
            if (slot != null && goesFirst) {
                reserved = reserved.with(slot, reserved.get(slot).with(other));
            }
        }
        return reserved;
    }
}
