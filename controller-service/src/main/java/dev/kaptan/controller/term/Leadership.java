package dev.kaptan.controller.term;

import dev.kaptan.client.election.LeaderElectionSettings;
import dev.kaptan.client.election.LeaderElector;
import dev.kaptan.client.election.LeaseAccess;
import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.client.work.Controllers;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands for election from start to close, and runs a term whenever it is won. Without an election
 * it leads all the time.
 */
public final class Leadership implements AutoCloseable {
    private static final Duration RELEASE_WITHIN = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final Controllers controllers;
    private final EventRecorder events;
    private final InstantSource clock;
    private final int writesAtOnce;
    private final LoopFactory factory;
    private final AtomicReference<@Nullable LeaderTerm> term = new AtomicReference<>();
    private final @Nullable Thread candidate;

    /**
     * @param settings of the election; null for a process that is the only one
     */
    public Leadership(
            @Nullable LeaderElectionSettings settings,
            KubernetesClient client,
            Controllers controllers,
            EventRecorder events,
            InstantSource clock,
            int writesAtOnce,
            LoopFactory factory) {
        this.client = client;
        this.controllers = controllers;
        this.events = events;
        this.clock = clock;
        this.writesAtOnce = writesAtOnce;
        this.factory = factory;
        candidate = settings == null ? null : candidate(settings);
    }

    private Thread candidate(LeaderElectionSettings settings) {
        var elector =
                new LeaderElector(
                        settings,
                        LeaseAccess.over(client, settings.namespace(), settings.name()),
                        new Terms(),
                        clock,
                        Thread::sleep);
        return Thread.ofVirtual().name(settings.name() + "-elector").unstarted(elector);
    }

    /** Stands for election from now on, or leads. */
    public void start() {
        if (candidate == null) {
            new Terms().started();
        } else {
            candidate.start();
        }
    }

    /** Whether this process leads. */
    public boolean leading() {
        return term.get() != null;
    }

    /** What the current term still waits to list; empty without one. */
    public List<String> unsynced() {
        var current = term.get();
        return current == null ? List.of() : current.unsynced();
    }

    @Override
    public void close() {
        if (candidate == null) {
            new Terms().stopped();
            return;
        }
        candidate.interrupt();
        try {
            candidate.join(RELEASE_WITHIN);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Terms implements LeaderElector.Listener {
        @Override
        public void started() {
            var next = new LeaderTerm(client, controllers, events, clock, writesAtOnce, factory);
            term.set(next);
            next.start();
        }

        @Override
        public void stopped() {
            var last = term.getAndSet(null);
            if (last != null) {
                last.close();
            }
        }
    }
}
