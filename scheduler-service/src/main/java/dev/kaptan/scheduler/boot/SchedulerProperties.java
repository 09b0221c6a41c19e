package dev.kaptan.scheduler.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * The scheduler's settings.
 *
 * @param schedulerName Pods with this {@code .spec.schedulerName} are ours
 * @param percentageOfNodesToScore 1 to 100, or 0 to adapt to the size of the cluster
 * @param parallelBindings how many bindings are under way at once
 * @param leaderElect whether to wait for the Lease {@code kube-system/kube-scheduler}
 * @param identity how this process signs the Lease; made up from the host's name by default
 */
@ConfigurationProperties("kaptan.scheduler")
public record SchedulerProperties(
        @DefaultValue("default-scheduler") String schedulerName,
        @DefaultValue("0") int percentageOfNodesToScore,
        @DefaultValue("32") int parallelBindings,
        @DefaultValue("true") boolean leaderElect,
        @Nullable String identity) {

    public SchedulerProperties {
        if (schedulerName.isBlank()) {
            throw new IllegalArgumentException(
                    "kaptan.scheduler.scheduler-name is empty: set it to the name that Pods carry"
                            + " in .spec.schedulerName");
        }
        if (percentageOfNodesToScore < 0 || percentageOfNodesToScore > 100) {
            throw new IllegalArgumentException(
                    "kaptan.scheduler.percentage-of-nodes-to-score is "
                            + percentageOfNodesToScore
                            + ": set it to 1..100, or to 0 to adapt to the cluster");
        }
        if (parallelBindings < 1 || parallelBindings > 1000) {
            throw new IllegalArgumentException(
                    "kaptan.scheduler.parallel-bindings is "
                            + parallelBindings
                            + ": set it to 1..1000");
        }
    }

    /** The identity set, or one that no other process has. */
    String signature() {
        return identity == null || identity.isBlank()
                ? hostName() + "_" + UUID.randomUUID()
                : identity;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
