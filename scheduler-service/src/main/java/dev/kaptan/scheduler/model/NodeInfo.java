package dev.kaptan.scheduler.model;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Node with the Pods on it and their sums. Immutable: a change makes a new one of one Node. */
public final class NodeInfo {

    private final NodeDescription description;
    private final PodInfo[] pods;
    private final Resources requested;
    private final long scoredCpuMillis;
    private final long scoredMemoryBytes;
    private final List<HostPort> hostPorts;
    private final Map<String, Integer> podsByOwner;

    private NodeInfo(
            NodeDescription description,
            PodInfo[] pods,
            Resources requested,
            long scoredCpuMillis,
            long scoredMemoryBytes,
            List<HostPort> hostPorts,
            Map<String, Integer> podsByOwner) {
        this.description = description;
        this.pods = pods;
        this.requested = requested;
        this.scoredCpuMillis = scoredCpuMillis;
        this.scoredMemoryBytes = scoredMemoryBytes;
        this.hostPorts = hostPorts;
        this.podsByOwner = podsByOwner;
    }

    public static NodeInfo empty(NodeDescription description) {
        return new NodeInfo(description, new PodInfo[0], Resources.NONE, 0, 0, List.of(), Map.of());
    }

    public NodeInfo describedBy(NodeDescription changed) {
        return new NodeInfo(
                changed,
                pods,
                requested,
                scoredCpuMillis,
                scoredMemoryBytes,
                hostPorts,
                podsByOwner);
    }

    public NodeInfo with(PodInfo pod) {
        PodInfo[] more = Arrays.copyOf(pods, pods.length + 1);
        more[pods.length] = pod;
        return recounted(more, pod, 1);
    }

    /** This Node without the Pod of that uid; itself when there is none. */
    public NodeInfo without(String uid) {
        for (int i = 0; i < pods.length; i++) {
            if (pods[i].uid().equals(uid)) {
                PodInfo[] fewer = Arrays.copyOf(pods, pods.length - 1);
                System.arraycopy(pods, i + 1, fewer, i, fewer.length - i);
                return recounted(fewer, pods[i], -1);
            }
        }
        return this;
    }

    private NodeInfo recounted(PodInfo[] nowOnIt, PodInfo changed, int sign) {
        PodDemand demand = changed.demand();
        return new NodeInfo(
                description,
                nowOnIt,
                sign > 0 ? requested.plus(demand.requests()) : requested.minus(demand.requests()),
                scoredCpuMillis + sign * demand.scoredCpuMillis(),
                scoredMemoryBytes + sign * demand.scoredMemoryBytes(),
                demand.hostPorts().isEmpty() ? hostPorts : portsOf(nowOnIt),
                counted(changed.owner(), sign));
    }

    private static List<HostPort> portsOf(PodInfo[] pods) {
        var ports = new ArrayList<HostPort>();
        for (PodInfo pod : pods) {
            ports.addAll(pod.demand().hostPorts());
        }
        return List.copyOf(ports);
    }

    private Map<String, Integer> counted(@Nullable String owner, int sign) {
        if (owner == null) {
            return podsByOwner;
        }
        var counts = new HashMap<>(podsByOwner);
        if (counts.merge(owner, sign, Integer::sum) == 0) {
            counts.remove(owner);
        }
        return Map.copyOf(counts);
    }

    public String name() {
        return description.name();
    }

    public NodeDescription description() {
        return description;
    }

    public List<PodInfo> pods() {
        return Arrays.asList(pods);
    }

    public int podCount() {
        return pods.length;
    }

    public Resources requested() {
        return requested;
    }

    public long scoredCpuMillis() {
        return scoredCpuMillis;
    }

    public long scoredMemoryBytes() {
        return scoredMemoryBytes;
    }

    public List<HostPort> hostPorts() {
        return hostPorts;
    }

    /** How many Pods of that owner run here. */
    public int podsOf(String owner) {
        return podsByOwner.getOrDefault(owner, 0);
    }
}
