package dev.kaptan.standalone;

import io.fabric8.kubernetes.client.KubernetesClientException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Tells how the API and the nodes of a running cluster are. */
@Command(name = "status", description = "Tells how the API and the nodes are")
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--data-dir", required = true)
    private @Nullable Path dataDirectory;

    @Override
    public Integer call() {
        if (dataDirectory == null || !Files.exists(dataDirectory.resolve("kubeconfig"))) {
            throw new IllegalArgumentException(
                    "there is no cluster in " + dataDirectory + ": ./kaptan up makes one");
        }
        try (var client = ApiAccess.client(dataDirectory.resolve("kubeconfig"))) {
            System.out.println("API     " + client.getMasterUrl() + " " + client.raw("/readyz"));
            for (var node : Readiness.of(client.nodes().list().getItems()).nodes()) {
                System.out.println(
                        node.ready()
                                ? "node    " + node.name() + " Ready"
                                : "node    " + node.name() + " NotReady: " + node.reason());
            }
            return 0;
        } catch (KubernetesClientException e) {
            System.out.println("API     does not answer: " + e.getMessage());
            return 1;
        }
    }
}
