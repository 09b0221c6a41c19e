package dev.kaptan.scheduler.loop;

import dev.kaptan.scheduler.cluster.ClusterState;
import dev.kaptan.scheduler.model.NodeDescription;
import dev.kaptan.scheduler.model.PodInfo;

import java.util.Map;

/**
 * Where news of the cluster come in: each object goes to the picture of the cluster or into the
 * queue. Every method takes microseconds, so that a burst of news does not hold up scheduling.
 */
public final class Intake {

    private final String schedulerName;
    private final ClusterState cluster;
    private final Pending pending;

    Intake(String schedulerName, ClusterState cluster, Pending pending) {
        this.schedulerName = schedulerName;
        this.cluster = cluster;
        this.pending = pending;
    }

    public void nodeSeen(NodeDescription node) {
        pending.happened(cluster.putNode(node));
    }

    public void nodeGone(String name) {
        cluster.removeNode(name);
    }

    /** Labels of namespaces select whose Pods an affinity term means. */
    public void namespaceSeen(String name, Map<String, String> labels) {
        cluster.putNamespace(name, labels);
    }

    public void namespaceGone(String name) {
        cluster.removeNamespace(name);
    }

    public void podSeen(PodInfo pod) {
        if (pod.stage().finished()) {
            podGone(pod.uid());
        } else if (pod.stage().nodeName() != null) {
            pending.remove(pod.uid());
            pending.happened(cluster.podBound(pod));
        } else if (pod.stage().terminating() || !pod.schedulerName().equals(schedulerName)) {
            pending.remove(pod.uid());
        } else {
            pending.put(pod);
        }
    }

    public void podGone(String uid) {
        pending.remove(uid);
        pending.happened(cluster.podGone(uid));
    }
}
