package dev.kaptan.standalone;

import dev.kaptan.standalone.pki.ClusterPki;
import dev.kaptan.standalone.pki.Subjects;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs the cluster in the foreground until it is told to stop. */
@Command(name = "run", description = "Runs the whole cluster until TERM or INT")
final class RunCommand implements Callable<Integer> {

    @Option(names = "--data-dir", required = true)
    Path dataDirectory = Path.of(".kaptan");

    @Option(names = "--port", defaultValue = "6443")
    int port;

    @Option(names = "--state-port", defaultValue = "2379")
    int statePort;

    @Option(names = "--nodes", defaultValue = "1")
    int nodes;

    @Option(
            names = "--docker-host",
            defaultValue = "${env:DOCKER_HOST:-unix:///var/run/docker.sock}")
    String dockerHost = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        var options = new ClusterOptions(dataDirectory, port, statePort, nodes, dockerHost);
        try (var directory = DataDirectory.open(options.dataDirectory())) {
            ListenPorts.requireFree(options);
            var pki = new ClusterPki(directory.path(), Clock.systemUTC());
            pki.ensure(
                    new Subjects(
                            options.server(),
                            options.server(),
                            List.of(ClusterOptions.LOOPBACK, "localhost"),
                            ClusterOptions.API_SERVICE_ADDRESS,
                            options.nodeNames()));
            runUntilTold(options, pki);
            return 0;
        }
    }

    private static void runUntilTold(ClusterOptions options, ClusterPki pki)
            throws InterruptedException {
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            stop.countDown();
                            awaitQuietly(stopped);
                        }));
        try (var cluster = StandaloneCluster.start(options, pki)) {
            stop.await();
        } finally {
            stopped.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            if (!stopped.await(20, TimeUnit.SECONDS)) {
                System.err.println("kaptan: the services did not stop within 20 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
