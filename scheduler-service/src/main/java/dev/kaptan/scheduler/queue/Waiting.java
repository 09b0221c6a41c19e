package dev.kaptan.scheduler.queue;

import dev.kaptan.scheduler.model.ClusterEvent;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pods that fit nowhere, grouped by what may help them: an event looks at the few groups, never at
 * each Pod that it does not concern.
 */
final class Waiting {

    private final Map<String, Entry> oldestFirst = new LinkedHashMap<>();
    private final Map<Set<ClusterEvent>, Set<String>> byHelp = new HashMap<>();

    void put(QueuedPod pod, Set<ClusterEvent> helpedBy) {
        oldestFirst.put(pod.pod().uid(), new Entry(pod, helpedBy));
        byHelp.computeIfAbsent(helpedBy, unseen -> new HashSet<>()).add(pod.pod().uid());
    }

    @Nullable QueuedPod remove(String uid) {
        @Nullable Entry entry = oldestFirst.remove(uid);
        if (entry == null) {
            return null;
        }
        byHelp.computeIfPresent(
                entry.helpedBy(),
                (help, uids) -> {
                    uids.remove(uid);
                    return uids.isEmpty() ? null : uids;
                });
        return entry.pod();
    }

    void refresh(String uid, QueuedPod newer) {
        oldestFirst.computeIfPresent(uid, (same, entry) -> new Entry(newer, entry.helpedBy()));
    }

    @Nullable QueuedPod get(String uid) {
        @Nullable Entry entry = oldestFirst.get(uid);
        return entry == null ? null : entry.pod();
    }

    /** Removes the Pods that the event may help. */
    List<QueuedPod> takeHelpedBy(ClusterEvent event) {
        var helped = new ArrayList<String>();
        byHelp.forEach((help, uids) -> {
            if (help.contains(event)) {
                helped.addAll(uids);
            }
        });
        var taken = new ArrayList<QueuedPod>(helped.size());
        for (String uid : helped) {
            @Nullable QueuedPod pod = remove(uid);
            if (pod != null) {
                taken.add(pod);
            }
        }
        return taken;
    }

    @Nullable QueuedPod oldest() {
        return oldestFirst.isEmpty() ? null : oldestFirst.values().iterator().next().pod();
    }

    int size() {
        return oldestFirst.size();
    }

    private record Entry(QueuedPod pod, Set<ClusterEvent> helpedBy) {}
}
