package dev.kaptan.agent.worker;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

/** The Pods that the API has bound to this node. */
@FunctionalInterface
public interface PodSource {

    /** The Pod of that uid, or null if the API has none any more. */
    @Nullable Pod pod(String uid);
}
