package dev.kaptan.agent.worker;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;

import org.jspecify.annotations.Nullable;

/** What the agent writes about Pods. Calls block and throw the client's exceptions. */
public interface PodApi {

    /**
     * Writes a status and returns the Pod as it is then; null if it is gone, or another one has its
     * name.
     */
    @Nullable Pod updateStatus(Pod pod, PodStatus status);

    /** Deletes a Pod that has ended, at once, if it is still the one of that uid. */
    void delete(Pod pod);
}
