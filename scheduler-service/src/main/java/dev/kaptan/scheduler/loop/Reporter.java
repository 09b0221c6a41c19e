package dev.kaptan.scheduler.loop;

import dev.kaptan.scheduler.model.PodInfo;

import org.jspecify.annotations.Nullable;

/** The port through which users learn what became of a Pod. Its methods block and never throw. */
public interface Reporter {

    void scheduled(PodInfo pod, String nodeName);

    /**
     * No Node takes the Pod, for the reasons in the message.
     *
     * @param nominatedNode the Node that is being cleared for it, or null
     */
    void unschedulable(PodInfo pod, String message, @Nullable String nominatedNode);

    /** Scheduling failed for a reason that is not the Pod's. */
    void failed(PodInfo pod, String message);
}
