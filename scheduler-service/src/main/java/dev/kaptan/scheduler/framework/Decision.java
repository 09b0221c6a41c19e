package dev.kaptan.scheduler.framework;

/** What comes of looking for a Node. */
public sealed interface Decision {

    /**
     * The Pod goes there.
     *
     * @param evaluated how many Nodes were looked at
     * @param feasible how many of them the Pod could have gone to
     */
    record Place(String nodeName, int evaluated, int feasible) implements Decision {}

    /** No Node takes the Pod. */
    record Nowhere(Diagnosis diagnosis) implements Decision {}
}
