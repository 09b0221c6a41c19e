package dev.kaptan.scheduler.boot;

import dev.kaptan.client.cache.Informers;
import dev.kaptan.client.election.LeaderElector;
import dev.kaptan.scheduler.loop.Scheduler;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;

/**
 * Starts informers with the context, and the loop when they have their first lists and this process
 * leads. The server may come later than the scheduler.
 */
final class Lifecycle implements SmartLifecycle, LeaderElector.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final Informers informers;
    private final Scheduler scheduler;
    private @Nullable Runnable election;
    private @Nullable Thread candidate;
    private @Nullable Thread loop;

    Lifecycle(Informers informers, Scheduler scheduler) {
        this.informers = informers;
        this.scheduler = scheduler;
    }

    /** Without an election this process leads from the start. */
    Lifecycle electedBy(Runnable elector) {
        this.election = elector;
        return this;
    }

    @Override
    public synchronized void start() {
        informers.start();
        candidate = Thread.ofVirtual().name("scheduler-candidate").start(this::stand);
    }

    private void stand() {
        try {
            while (!informers.awaitSync(PATIENCE)) {
                LOG.warn("still waiting for the first list of {}", informers.unsynced());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return;
        }
        if (election == null) {
            started();
        } else {
            election.run();
        }
    }

    @Override
    public synchronized void started() {
        loop = Thread.ofPlatform().daemon().name("scheduler-loop").start(scheduler::run);
    }

    @Override
    public synchronized void stopped() {
        end(loop);
        loop = null;
    }

    @Override
    public void stop() {
        Thread standing = candidate;
        candidate = null;
        end(standing);
        stopped();
    }

    private static void end(@Nullable Thread thread) {
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(STOP_WITHIN);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return candidate != null;
    }
}
