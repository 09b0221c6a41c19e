package dev.kaptan.controller.replicas;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;

/** How one of the two kinds is read and written. */
interface ReplicaKind<T extends HasMetadata> {
    Class<T> type();

    ReplicaOwner view(T object);

    /** Writes a status onto the object as it was read. */
    void updateStatus(KubernetesClient client, T object, ReplicaStatus status);
}
