package dev.kaptan.scheduler.cluster;

import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.NodeDescription;
import dev.kaptan.scheduler.model.NodeInfo;
import dev.kaptan.scheduler.model.PodInfo;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Nodes, the Pods bound to them and the Pods assumed to be bound soon.
 *
 * <p>An assumed Pod counts like a bound one until the API confirms it, shows it elsewhere, or its
 * binding fails. It never expires by time: a late confirmation would find its place given away.
 *
 * <p>Safe for use by several threads; every call takes microseconds.
 */
public final class ClusterState {

    private final Map<String, NodeInfo> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> slots = new HashMap<>();

    /** Every Pod that takes room, by uid, in the form that was last counted. */
    private final Map<String, PodInfo> placed = new HashMap<>();

    private final Set<String> assumed = new HashSet<>();

    /** Pods on Nodes that are not, or not yet, known. */
    private final PodsByNode waitingForNode = new PodsByNode();

    private final OwnerZones ownerZones = new OwnerZones();
    private final ImageIndex images = new ImageIndex();
    private final Residents residents = new Residents();

    private final Nominations nominations = new Nominations();

    private Map<String, Map<String, String>> namespaceLabels = Map.of();
    private NodeTable table = NodeTable.EMPTY;
    private boolean tableIsStale;

    public synchronized Set<ClusterEvent> putNode(NodeDescription node) {
        @Nullable NodeInfo known = nodes.get(node.name());
        residents.nodesChanged();
        if (known == null) {
            addNode(node);
            return Set.of(ClusterEvent.NODE_ADDED);
        }
        Set<ClusterEvent> events = NodeChange.between(known.description(), node);
        if (known.description().zone().equals(node.zone())) {
            images.replace(known.description().images(), node.images());
            replace(known.describedBy(node));
        } else {
            removeNode(node.name());
            addNode(node);
        }
        return events;
    }

    private void addNode(NodeDescription node) {
        images.replace(Map.of(), node.images());
        NodeInfo info = NodeInfo.empty(node);
        for (PodInfo pod : waitingForNode.removeAll(node.name())) {
            info = info.with(pod);
            countOwner(pod, node.zone(), 1);
        }
        nodes.put(node.name(), info);
        tableIsStale = true;
    }

    /** Forgets a Node. Pods bound to it stay known, for the Node may come back. */
    public synchronized void removeNode(String name) {
        @Nullable NodeInfo gone = nodes.remove(name);
        if (gone != null) {
            images.replace(gone.description().images(), Map.of());
            for (PodInfo pod : gone.pods()) {
                countOwner(pod, gone.description().zone(), -1);
                waitingForNode.add(name, pod);
            }
            tableIsStale = true;
            residents.nodesChanged();
        }
    }

    public synchronized void putNamespace(String name, Map<String, String> labels) {
        var changed = new HashMap<>(namespaceLabels);
        changed.put(name, Map.copyOf(labels));
        namespaceLabels = Map.copyOf(changed);
    }

    public synchronized void removeNamespace(String name) {
        var changed = new HashMap<>(namespaceLabels);
        changed.remove(name);
        namespaceLabels = Map.copyOf(changed);
    }

    /** The API shows the Pod on its Node: news, a confirmation or a correction of an assumption. */
    public synchronized Set<ClusterEvent> podBound(PodInfo pod) {
        @Nullable PodInfo before = placed.get(pod.uid());
        assumed.remove(pod.uid());
        if (before != null && before.equals(pod)) {
            return Set.of();
        }
        remove(pod.uid());
        place(pod);
        return before == null ? Set.of(ClusterEvent.POD_ASSIGNED) : Set.of();
    }

    /** The Pod takes no room any more: it is deleted or finished. */
    public synchronized Set<ClusterEvent> podGone(String uid) {
        assumed.remove(uid);
        nominations.remove(uid);
        return remove(uid) ? Set.of(ClusterEvent.POD_FREED) : Set.of();
    }

    /** Counts a Pod as bound before it is. */
    public synchronized void assume(PodInfo pod, String nodeName) {
        if (placed.containsKey(pod.uid())) {
            throw new IllegalStateException("Pod " + pod.name() + " has a place already");
        }
        assumed.add(pod.uid());
        place(pod.boundTo(nodeName));
    }

    /** Takes an assumption back, unless the API has confirmed it or removed the Pod meanwhile. */
    public synchronized Set<ClusterEvent> forget(String uid) {
        return assumed.remove(uid) && remove(uid) ? Set.of(ClusterEvent.POD_FREED) : Set.of();
    }

    public synchronized boolean isPlaced(String uid) {
        return placed.containsKey(uid);
    }

    public synchronized int assumedPods() {
        return assumed.size();
    }

    public synchronized Snapshot snapshotFor(PodInfo pod) {
        if (tableIsStale) {
            rebuildTable();
        }
        @Nullable String owner = pod.owner();
        return new Snapshot(
                nominations.before(pod, table, slots),
                images.nodesByImage(),
                owner == null ? Map.of() : ownerZones.of(owner),
                residents.on(nodes),
                namespaceLabels);
    }

    /** A Node is being cleared for the Pod: nobody of its priority or less may take the room. */
    public synchronized void nominate(PodInfo pod, String nodeName) {
        nominations.put(pod, nodeName);
    }

    /** Whether Pods still have to leave the Node that is being cleared for this one. */
    public synchronized boolean awaitsRoom(PodInfo pod) {
        @Nullable PodInfo nomination = nominations.get(pod.uid());
        @Nullable NodeInfo node = nomination == null ? null : nodes.get(nomination.nodeName());
        return node != null
                && node.pods().stream()
                        .anyMatch(other ->
                                other.stage().terminating() && other.priority() < pod.priority());
    }

    private void rebuildTable() {
        table = NodeTable.of(ZoneOrder.interleaved(nodes.values()));
        slots.clear();
        for (int i = 0; i < table.size(); i++) {
            slots.put(table.get(i).name(), i);
        }
        tableIsStale = false;
    }

    private void place(PodInfo pod) {
        placed.put(pod.uid(), pod);
        nominations.remove(pod.uid());
        residents.add(pod);
        @Nullable NodeInfo node = nodes.get(pod.nodeName());
        if (node == null) {
            waitingForNode.add(pod.nodeName(), pod);
        } else {
            countOwner(pod, node.description().zone(), 1);
            replace(node.with(pod));
        }
    }

    private boolean remove(String uid) {
        @Nullable PodInfo pod = placed.remove(uid);
        if (pod == null) {
            return false;
        }
        residents.remove(pod);
        @Nullable NodeInfo node = nodes.get(pod.nodeName());
        if (node == null) {
            waitingForNode.remove(pod.nodeName(), uid);
        } else {
            countOwner(pod, node.description().zone(), -1);
            replace(node.without(uid));
        }
        return true;
    }

    private void replace(NodeInfo node) {
        nodes.put(node.name(), node);
        @Nullable Integer slot = tableIsStale ? null : slots.get(node.name());
        if (slot != null) {
            table = table.with(slot, node);
        }
    }

    private void countOwner(PodInfo pod, String zone, int change) {
        @Nullable String owner = pod.owner();
        if (owner != null) {
            ownerZones.add(owner, zone, change);
        }
    }
}
