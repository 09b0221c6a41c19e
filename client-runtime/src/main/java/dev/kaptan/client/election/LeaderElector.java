package dev.kaptan.client.election;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps one process of several active. {@link #run} blocks for as long as this process stands.
 *
 * <p>The listener is told on the elector's own thread, so that a new term never begins before the
 * end of the old one was handled.
 */
public final class LeaderElector implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderElector.class);

    /** What happens to a candidate. Both must return within a few seconds. */
    public interface Listener {
        /** This process leads from now on. */
        void started();

        /** It no longer does: stop writing. */
        void stopped();
    }

    /** Waits; injected so that tests do not. */
    @FunctionalInterface
    public interface Sleeper {
        /** Returns after the duration. */
        void sleep(Duration duration) throws InterruptedException;
    }

    private final LeaderElectionSettings settings;
    private final LeaseAccess lease;
    private final Listener listener;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Election election;
    private volatile boolean leading;
    private @Nullable Lease last;
    private Instant renewedAt = Instant.MIN;

    public LeaderElector(
            LeaderElectionSettings settings,
            LeaseAccess lease,
            Listener listener,
            InstantSource clock,
            Sleeper sleeper) {
        this.settings = settings;
        this.lease = lease;
        this.listener = listener;
        this.clock = clock;
        this.sleeper = sleeper;
        this.election = new Election(settings);
    }

    /** Whether this process leads. */
    public boolean leading() {
        return leading;
    }

    /** Stands for election until the thread is interrupted, then hands the Lease back. */
    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                sleeper.sleep(attempt());
            }
        } catch (InterruptedException stopping) {
            LOG.debug("{}: no longer standing for election", settings.name());
        } finally {
            // The flag would make the release below fail at once.
            boolean interrupted = Thread.interrupted();
            release();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One look at the Lease; returns how long to wait for the next. */
    Duration attempt() {
        try {
            if (acquireOrRenew()) {
                lead();
                return settings.renewInterval();
            }
            follow();
        } catch (RuntimeException failure) {
            LOG.debug("{}: {}", settings.name(), failure.getMessage());
            last = null;
            if (leading && !clock.instant().isBefore(renewedAt.plus(settings.renewDeadline()))) {
                follow();
            }
        }
        return settings.retryPeriod();
    }

    private boolean acquireOrRenew() {
        var now = clock.instant();
        // While leading, the last answer is still current unless somebody stole the Lease: then the
        // update conflicts, and the next attempt reads it anew.
        var current = leading && last != null ? last : lease.get();
        if (current == null) {
            last = lease.create(election.held(null, now));
        } else if (election.mayHold(current, now)) {
            last = lease.update(election.held(current, now));
        } else {
            return false;
        }
        renewedAt = now;
        return true;
    }

    private void lead() {
        if (!leading) {
            leading = true;
            LOG.info("{} leads as {}", settings.name(), settings.identity());
            listener.started();
        }
    }

    private void follow() {
        if (leading) {
            leading = false;
            LOG.warn("{} lost the lead of {}", settings.identity(), settings.name());
            listener.stopped();
        }
    }

    private void release() {
        if (!leading) {
            return;
        }
        leading = false;
        listener.stopped();
        try {
            var current = lease.get();
            if (current != null && election.isHeldBySelf(current)) {
                lease.update(election.released(current, clock.instant()));
            }
        } catch (RuntimeException unreachable) {
            LOG.debug("{}: not released: {}", settings.name(), unreachable.getMessage());
        }
    }
}
