package dev.kaptan.runtime.docker;

import static java.util.Objects.requireNonNull;

import dev.kaptan.runtime.address.Cidr;
import dev.kaptan.runtime.docker.http.EngineAddress;
import dev.kaptan.runtime.docker.network.NetworkSettings;

import java.time.Duration;

/**
 * @param node whose sandboxes and containers these are: several nodes may share an engine
 * @param callTimeout after which an engine that does not answer counts as unavailable
 * @param concurrentCalls more calls wait for their turn
 * @param concurrentStarts more containers wait to be started
 */
public record DockerSettings(
        String node,
        EngineAddress engine,
        NetworkSettings network,
        LogRotation logs,
        Duration callTimeout,
        int concurrentCalls,
        int concurrentStarts) {

    public DockerSettings {
        if (node.isBlank()) {
            throw new IllegalArgumentException("node must not be blank");
        }
        requireNonNull(engine, "engine");
        requireNonNull(network, "network");
        requireNonNull(logs, "logs");
        if (callTimeout.isNegative() || callTimeout.isZero()) {
            throw new IllegalArgumentException("callTimeout must be positive, is " + callTimeout);
        }
        if (concurrentCalls < 1) {
            throw new IllegalArgumentException(
                    "concurrentCalls must be positive, is " + concurrentCalls);
        }
        if (concurrentStarts < 1) {
            throw new IllegalArgumentException(
                    "concurrentStarts must be positive, is " + concurrentStarts);
        }
    }

    /**
     * The usual ones, with a network that all nodes on the engine share.
     *
     * @param dockerHost {@code unix:///path} or {@code tcp://host:port}
     */
    public static DockerSettings of(
            String node, String dockerHost, String network, String clusterCidr) {
        return new DockerSettings(
                node,
                new EngineAddress(dockerHost),
                new NetworkSettings.Shared(network, Cidr.parse(clusterCidr)),
                LogRotation.kubelets(),
                Duration.ofSeconds(60),
                16,
                4);
    }

    /** The same, with logs kept otherwise. */
    public DockerSettings with(LogRotation other) {
        return new DockerSettings(
                node, engine, network, other, callTimeout, concurrentCalls, concurrentStarts);
    }
}
