package dev.kaptan.controller.replicas;

import dev.kaptan.client.meta.Condition;

import java.util.List;

/** The status that a ReplicaSet and a ReplicationController have in common. */
record ReplicaStatus(
        int replicas,
        int fullyLabeled,
        int ready,
        int available,
        int terminating,
        long observedGeneration,
        List<Condition> conditions) {
    static final String FAILURE = "ReplicaFailure";

    ReplicaStatus {
        conditions = List.copyOf(conditions);
    }

    /** The same counts, not yet acted on for a newer generation. */
    ReplicaStatus asOf(long generation) {
        return new ReplicaStatus(
                replicas, fullyLabeled, ready, available, terminating, generation, conditions);
    }
}
