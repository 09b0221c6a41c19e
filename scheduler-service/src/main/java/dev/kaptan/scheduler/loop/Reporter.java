package dev.kaptan.scheduler.loop;

import dev.kaptan.scheduler.model.PodInfo;

/** The port through which users learn what became of a Pod. Its methods block and never throw. */
public interface Reporter {

    void scheduled(PodInfo pod, String nodeName);

    /** No Node takes the Pod, for the reasons in the message. */
    void unschedulable(PodInfo pod, String message);

    /** Scheduling failed for a reason that is not the Pod's. */
    void failed(PodInfo pod, String message);
}
