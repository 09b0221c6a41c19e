package dev.kaptan.agent.worker;

import dev.kaptan.agent.probe.Prober;

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
        Prober prober,
        TerminationMessages messages,
        PodEvents events,
        PodApi api,
        String hostIp,
        InstantSource clock) {}
