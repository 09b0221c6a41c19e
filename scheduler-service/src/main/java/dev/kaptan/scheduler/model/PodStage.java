package dev.kaptan.scheduler.model;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How far a Pod has come.
 *
 * @param nodeName the Node it is bound to, null before
 * @param gates the names of its scheduling gates; it waits while there is one
 * @param unschedulableMessage the message of its {@code PodScheduled=False} condition, if it has
 *     one
 */
public record PodStage(
        @Nullable String nodeName,
        boolean terminating,
        boolean finished,
        List<String> gates,
        @Nullable String unschedulableMessage) {

    public static final PodStage NEW = new PodStage(null, false, false, List.of(), null);

    public PodStage {
        gates = List.copyOf(gates);
    }
}
