package dev.kaptan.scheduler.loop;

import dev.kaptan.scheduler.model.PodInfo;

/** The port through which Pods make room for a more important one. */
@FunctionalInterface
public interface Evictor {

    /**
     * Asks for the Pod's deletion with its own grace period; blocks until the API has answered.
     *
     * @throws RuntimeException when the API refuses; its message says why
     */
    void evict(PodInfo victim, PodInfo preemptor);
}
