package dev.kaptan.scheduler.model;

/** What may happen in a cluster that lets a Pod fit which did not fit before. */
public enum ClusterEvent {
    NODE_ADDED,
    NODE_ALLOCATABLE_CHANGED,
    NODE_LABELS_CHANGED,
    /** Taints, cordoning and readiness. */
    NODE_TAINTS_CHANGED,
    /** A Pod has left its Node or has finished there. */
    POD_FREED,
    /** A Pod has been bound, which matters to Pods that want to be near it. */
    POD_ASSIGNED
}
