package dev.kaptan.scheduler.loop;

import dev.kaptan.scheduler.model.PodName;

/** The port through which Pods get their Node. */
@FunctionalInterface
public interface Binder {

    /**
     * Binds the Pod; blocks until the API has answered.
     *
     * @throws RuntimeException when the Pod is not bound to that Node; its message says why
     */
    void bind(PodName pod, String nodeName);
}
