package dev.kaptan.agent.worker;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

/** Tells users what happens to a Pod. Never blocks. */
public interface PodEvents {

    /**
     * @param container the one concerned, or null for the whole Pod
     */
    void normal(Pod pod, @Nullable String container, String reason, String message);

    void warning(Pod pod, @Nullable String container, String reason, String message);
}
