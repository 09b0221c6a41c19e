package dev.kaptan.agent.worker;

import java.time.InstantSource;

/**
 * What every worker works with.
 *
 * @param hostIp address of the node
 */
public record WorkerTools(
        PodSource pods,
        RuntimeView runtime,
        PodSteps steps,
        PodApi api,
        String hostIp,
        InstantSource clock) {}
