package dev.kaptan.standalone;

import dev.kaptan.state.client.StoreExercise;

import io.fabric8.kubernetes.client.KubernetesClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Starts a throw-away cluster, or its store alone, uses it a little and stops it, so that the JDK
 * can record which classes a start needs (JEP 514). It has no container engine, so that it never
 * touches one.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

    private static final int CALLS = 20;

    @Option(names = "--store", description = "Only the store")
    private boolean storeAlone;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("kaptan-train");
        try {
            var options =
                    new ClusterOptions(
                            directory,
                            ClusterOptions.DEFAULT_PORT,
                            ClusterOptions.DEFAULT_STATE_PORT,
                            1,
                            1,
                            "unix://" + directory + "/no-engine",
                            null);
            var process =
                    new ClusterProcess(
                            ListenPorts.onSparePorts(options, ThreadLocalRandom.current()));
            if (storeAlone) {
                process.runStore(store -> {
                    StoreExercise.of(store, CALLS);
                    process.stop();
                });
            } else {
                process.run((pki, readiness) -> {
                    try (var client = ApiAccess.client(pki.kubeconfig("kubeconfig"))) {
                        exercise(client);
                    }
                    process.stop();
                });
            }
            return 0;
        } finally {
            delete(directory);
        }
    }

    private static void exercise(KubernetesClient client) {
        client.raw("/openapi/v2");
        client.raw("/apis");
        client.pods().inAnyNamespace().list();
        client.apps().deployments().inNamespace("default").list();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
