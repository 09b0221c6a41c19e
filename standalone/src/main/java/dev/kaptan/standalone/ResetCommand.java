package dev.kaptan.standalone;

import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.docker.DockerRuntime;
import dev.kaptan.runtime.docker.DockerSettings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Removes the containers of a stopped cluster's nodes; its files are the launcher's to remove. */
@Command(name = "reset", description = "Removes the containers of a stopped cluster")
final class ResetCommand implements Callable<Integer> {

    private static final Duration GRACE = Duration.ofSeconds(2);

    @Option(names = "--data-dir", required = true)
    private @Nullable Path dataDirectory;

    @Option(
            names = "--docker-host",
            defaultValue = "${env:DOCKER_HOST:-unix:///var/run/docker.sock}")
    private String dockerHost = "";

    @Override
    public Integer call() throws IOException {
        if (dataDirectory == null) {
            throw new IllegalArgumentException("--data-dir is missing");
        }
        for (var node : children(dataDirectory.resolve("nodes"))) {
            var settings =
                    DockerSettings.of(node, dockerHost, "kaptan", ServiceArguments.CLUSTER_CIDR);
            try (var runtime = DockerRuntime.of(settings)) {
                removeAll(runtime, pods(dataDirectory.resolve("nodes").resolve(node)));
            } catch (RuntimeFailure e) {
                System.err.println(
                        "kaptan: containers of " + node + " are left behind: " + e.getMessage());
            }
        }
        return 0;
    }

    /**
     * Other clusters may have a node of this name on the same engine: only Pods kept here are ours.
     */
    private static Set<String> pods(Path nodeDirectory) throws IOException {
        return Set.copyOf(children(nodeDirectory.resolve("pods")));
    }

    private static List<String> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString()).sorted().toList();
        }
    }

    private static void removeAll(ContainerRuntime runtime, Set<String> pods) {
        runtime.containers().parallelStream()
                .filter(container -> pods.contains(container.pod().uid()))
                .forEach(container -> {
                    runtime.stopContainer(container.id(), GRACE);
                    runtime.removeContainer(container.id());
                });
        for (var sandbox : runtime.sandboxes()) {
            if (pods.contains(sandbox.pod().uid())) {
                runtime.stopSandbox(sandbox.id());
                runtime.removeSandbox(sandbox.id());
            }
        }
    }
}
