package dev.kaptan.controller.replicas;

import dev.kaptan.client.cache.ObjectKey;
import dev.kaptan.client.meta.Owners;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;

import java.util.Objects;

/**
 * What a ReplicaSet and a ReplicationController have in common.
 *
 * @param object the thing itself
 */
record ReplicaOwner(
        HasMetadata object,
        LabelSelector selector,
        int replicas,
        int minReadySeconds,
        PodTemplateSpec template,
        ReplicaStatus status) {
    ReplicaOwner {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(template, "template");
    }

    ObjectKey key() {
        return ObjectKey.of(object);
    }

    String uid() {
        return object.getMetadata().getUid();
    }

    boolean terminating() {
        return Owners.terminating(object);
    }

    long generation() {
        Long generation = object.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }
}
