package dev.kaptan.scheduler.cluster;

import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The few placed Pods that later ones must mind, so that nobody has to look at all others. */
final class Residents {

    private final Map<String, PodInfo> pods = new LinkedHashMap<>();
    private @Nullable List<Snapshot.Resident> copy = List.of();

    void add(PodInfo pod) {
        if (pod.rules().neighbours().concernsOthers()) {
            pods.put(pod.uid(), pod);
            copy = null;
        }
    }

    void remove(PodInfo pod) {
        if (pods.remove(pod.uid()) != null) {
            copy = null;
        }
    }

    void nodesChanged() {
        if (!pods.isEmpty()) {
            copy = null;
        }
    }

    /** Those whose Node is known. */
    List<Snapshot.Resident> on(Map<String, NodeInfo> nodes) {
        List<Snapshot.Resident> current = copy;
        if (current == null) {
            current = List.copyOf(joined(nodes));
            copy = current;
        }
        return current;
    }

    private List<Snapshot.Resident> joined(Map<String, NodeInfo> nodes) {
        var joined = new ArrayList<Snapshot.Resident>(pods.size());
        for (PodInfo pod : pods.values()) {
            @Nullable NodeInfo node = nodes.get(pod.nodeName());
            if (node != null) {
                joined.add(new Snapshot.Resident(pod, node.description()));
            }
        }
        return joined;
    }
}
