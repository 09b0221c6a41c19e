package dev.kaptan.controller.term;

import dev.kaptan.client.cache.Informers;
import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.client.work.Controllers;
import dev.kaptan.controller.loop.ControlLoop;
import dev.kaptan.controller.loop.ControllerContext;
import dev.kaptan.controller.loop.ParallelWrites;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** One term of leadership: informers and controllers of its own, all gone when it ends. */
final class LeaderTerm implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderTerm.class);
    private static final Duration SYNC_LOG = Duration.ofSeconds(30);

    private final Informers informers;
    private final ParallelWrites writes;
    private final List<ControlLoop> loops;
    private final Thread starter;

    LeaderTerm(
            KubernetesClient client,
            Controllers controllers,
            EventRecorder events,
            InstantSource clock,
            int writesAtOnce,
            LoopFactory factory) {
        informers = new Informers(client);
        writes = new ParallelWrites(writesAtOnce);
        loops =
                factory.create(
                        new ControllerContext(
                                client, informers, controllers, events, clock, writes));
        starter = Thread.ofVirtual().name("controllers-start").unstarted(this::run);
    }

    void start() {
        starter.start();
    }

    /**
     * Controllers start on complete mirrors only: on half a list they would delete and recreate.
     */
    private void run() {
        informers.start();
        try {
            while (!informers.awaitSync(SYNC_LOG)) {
                LOG.warn("still waiting for the API server to list {}", informers.unsynced());
            }
            for (var loop : loops) {
                loop.start();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    List<String> unsynced() {
        return informers.unsynced();
    }

    @Override
    public void close() {
        starter.interrupt();
        try {
            starter.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        informers.close();
        loops.forEach(ControlLoop::close);
        writes.close();
    }
}
