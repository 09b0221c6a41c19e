package dev.kaptan.agent.probe;

import io.fabric8.kubernetes.api.model.Probe;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** When and how often a probe runs; upstream's defaults for what is not given. */
record ProbeTimes(
        Duration initialDelay,
        Duration period,
        Duration timeout,
        int successThreshold,
        int failureThreshold) {

    static ProbeTimes of(Probe probe) {
        return new ProbeTimes(
                Duration.ofSeconds(or(probe.getInitialDelaySeconds(), 0)),
                Duration.ofSeconds(or(probe.getPeriodSeconds(), 10)),
                Duration.ofSeconds(or(probe.getTimeoutSeconds(), 1)),
                or(probe.getSuccessThreshold(), 1),
                or(probe.getFailureThreshold(), 3));
    }

    /** Zero stands for an absent value on the wire, except for the delay. */
    private static int or(@Nullable Integer value, int fallback) {
        return value == null || value <= 0 ? fallback : value;
    }
}
