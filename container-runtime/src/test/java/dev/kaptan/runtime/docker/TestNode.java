package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.Specs;
import dev.kaptan.runtime.address.Cidr;
import dev.kaptan.runtime.docker.http.EngineAddress;
import dev.kaptan.runtime.docker.network.NetworkSettings;

import org.junit.jupiter.api.Assumptions;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;

/** A node with a name and a network of its own; leaves nothing behind in the engine. */
final class TestNode implements AutoCloseable {

    static final String DOCKER_HOST =
            Objects.requireNonNullElse(System.getenv("DOCKER_HOST"), "unix:///var/run/docker.sock");

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final int number = ThreadLocalRandom.current().nextInt(40 * 16);
    private final String name = "kaptan-it-" + number + "-" + ProcessHandle.current().pid();
    final Engine engine = Engine.at(settings(), watchdog);

    /** Skips the test, saying why, where there is no engine. */
    static TestNode create() {
        var node = new TestNode();
        try {
            node.engine.commands().pingCmd().exec();
        } catch (RuntimeFailure e) {
            node.watchdog.shutdownNow();
            Assumptions.abort("needs a container engine: " + e.getMessage());
        }
        return node;
    }

    String name() {
        return name;
    }

    DockerSettings settings() {
        return settings(name, DOCKER_HOST);
    }

    DockerSettings settings(String nodeName, String dockerHost) {
        return new DockerSettings(
                nodeName,
                new EngineAddress(dockerHost),
                new NetworkSettings.Shared(name, Cidr.parse(clusterCidr())),
                LogRotation.kubelets(),
                Duration.ofSeconds(60),
                8,
                4);
    }

    /** As if the engine belonged to this node alone. */
    DockerSettings onOwnBridge() {
        var shared = settings();
        return new DockerSettings(
                shared.node(),
                shared.engine(),
                new NetworkSettings.Own(),
                shared.logs(),
                shared.callTimeout(),
                shared.concurrentCalls(),
                shared.concurrentStarts());
    }

    String clusterCidr() {
        return "10.%d.%d.0/20".formatted(200 + number / 16, number % 16 * 16);
    }

    /** One of the ranges of {@link #clusterCidr}. */
    String podCidr(int index) {
        return "10.%d.%d.0/24".formatted(200 + number / 16, number % 16 * 16 + index);
    }

    DockerRuntime open() {
        var runtime = DockerRuntime.of(settings());
        if (runtime.image(Specs.BUSYBOX) == null) {
            runtime.pullImage(Specs.BUSYBOX, null);
        }
        return runtime;
    }

    void removeContainersOf(String nodeName) {
        engine.commands()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(Labels.NODE, nodeName))
                .exec()
                .forEach(container -> new Removal(engine).remove(container.getId()));
    }

    @Override
    public void close() {
        List.of(name, name + "-b").forEach(this::removeContainersOf);
        engine.commands()
                .listNetworksCmd()
                .withNameFilter(name)
                .exec()
                .forEach(network -> engine.commands().removeNetworkCmd(network.getId()).exec());
        watchdog.shutdownNow();
    }
}
