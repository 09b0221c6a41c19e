package dev.kaptan.standalone;

import dev.kaptan.service.HeapKeeper;
import dev.kaptan.standalone.pki.ClusterPki;
import dev.kaptan.standalone.pki.Subjects;
import dev.kaptan.state.backup.StagedDirectories;
import dev.kaptan.state.client.StoreEndpoints;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A standalone cluster from its data directory to its end; one a process. */
final class ClusterProcess {

    private static final long STOP_SECONDS = 20;

    private final ClusterOptions options;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    ClusterProcess(ClusterOptions options) {
        this.options = options;
    }

    /** What to do once the API answers and the nodes have reported. */
    interface WhenReady {
        void ready(ClusterPki pki, Readiness readiness) throws IOException;
    }

    /**
     * Runs until {@link #stop} is called or the process is told to end (TERM, INT).
     *
     * @throws StartFailure if the cluster does not become ready
     */
    void run(WhenReady whenReady) throws IOException, InterruptedException {
        try (var directory = DataDirectory.open(options.dataDirectory())) {
            ListenPorts.requireFree(options);
            var pki = prepare(directory);
            var start = Instant.now();
            try (var cluster = StandaloneCluster.start(options, pki)) {
                whenReady.ready(pki, Readiness.await(pki, options, start));
                try (var keeper = HeapKeeper.start()) {
                    stop.await();
                }
            }
        } finally {
            stopped.countDown();
        }
    }

    /** What to do once the store serves. */
    interface WhenStoreServes {
        void serves(StoreEndpoints store) throws IOException;
    }

    /**
     * Runs the store alone until the process is told to end.
     *
     * @throws StartFailure if it does not start
     */
    void runStore(WhenStoreServes whenServes) throws IOException, InterruptedException {
        try (var directory = DataDirectory.open(options.dataDirectory())) {
            var pki = prepare(directory);
            try (var store = StandaloneCluster.startStore(options, pki)) {
                whenServes.serves(options.store(pki));
                stop.await();
            }
        } finally {
            stopped.countDown();
        }
    }

    /** A restore that was interrupted is brought to its end before anything looks at the store. */
    private ClusterPki prepare(DataDirectory directory) throws IOException {
        new StagedDirectories(directory.path()).finish();
        var pki = certificates(directory);
        stopAtExit();
        return pki;
    }

    void stop() {
        stop.countDown();
    }

    private ClusterPki certificates(DataDirectory directory) throws IOException {
        var pki = new ClusterPki(directory.path(), Clock.systemUTC());
        pki.ensure(
                new Subjects(
                        options.server(),
                        options.server(),
                        List.of(ClusterOptions.LOOPBACK, "localhost"),
                        ClusterOptions.API_SERVICE_ADDRESS,
                        options.nodeNames()));
        return pki;
    }

    /** The JVM ends when its shutdown hooks have, so one of them waits for the services to stop. */
    private void stopAtExit() {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    stop();
                                    awaitStopped();
                                },
                                "kaptan-stop"));
    }

    private void awaitStopped() {
        try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(
                        "kaptan: the services did not stop within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
