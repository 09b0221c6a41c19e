package dev.kaptan.controller;

import dev.kaptan.controller.nodeipam.CidrBlock;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an operator may set.
 *
 * @param clusterCidr the range that Nodes get their Pod ranges from
 * @param rootCa PEM file published in every namespace as {@code kube-root-ca.crt}; null publishes
 *     none
 * @param writesAtOnce how many writes may be in flight over all controllers
 * @param nodeMonitorGracePeriod how long a Node may be silent before it counts as lost
 * @param terminatedPodThreshold how many finished Pods are kept before the oldest are deleted
 * @param leaderElect whether to wait for the Lease {@code kube-system/kube-controller-manager};
 *     false only where no second process of this service can run
 */
@ConfigurationProperties("kaptan.controller")
public record ControllerProperties(
        @DefaultValue("10.244.0.0/16") String clusterCidr,
        @Nullable Path rootCa,
        @DefaultValue("48") int writesAtOnce,
        @DefaultValue("50s") Duration nodeMonitorGracePeriod,
        @DefaultValue("12500") int terminatedPodThreshold,
        @DefaultValue("true") boolean leaderElect) {
    public ControllerProperties {
        try {
            CidrBlock.parse(clusterCidr);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "kaptan.controller.cluster-cidr: " + malformed.getMessage(), malformed);
        }
        if (rootCa != null && !Files.isReadable(rootCa)) {
            throw new IllegalArgumentException(
                    "kaptan.controller.root-ca: "
                            + rootCa
                            + " cannot be read; give the PEM file of the cluster's CA");
        }
        requirePositive("writes-at-once", writesAtOnce);
        requirePositive("terminated-pod-threshold", terminatedPodThreshold);
        if (nodeMonitorGracePeriod.compareTo(Duration.ofSeconds(5)) < 0) {
            throw new IllegalArgumentException(
                    "kaptan.controller.node-monitor-grace-period: "
                            + nodeMonitorGracePeriod.toSeconds()
                            + " s is too short, give at least 5s");
        }
    }

    private static void requirePositive(String property, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(
                    "kaptan.controller." + property + ": " + value + " is not a positive number");
        }
    }
}
