package dev.kaptan.state.node;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Refused;
import dev.kaptan.state.store.StateStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.LongSupplier;

/**
 * Forgets history that watchers no longer need: what is older than the retention, more revisions
 * than that allows, and the older half whenever history outgrows its share of the heap. The leader
 * decides for all members.
 */
final class Compaction {

    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

    private final StateStore store;
    private final Retention retention;
    private final LongSupplier nanoClock;
    private long sampledRevision;
    private long sampledAt;

    Compaction(StateStore store, Retention retention, LongSupplier nanoClock) {
        this.store = store;
        this.retention = retention;
        this.nanoClock = nanoClock;
        sample();
    }

    /** To be called every few seconds, by one thread. */
    void check() {
        MvccStore local = store.local();
        if (local.size().superseded() > retention.bytes()) {
            compact(local, (local.compactedRevision() + local.revision() + 1) / 2);
        }
        if (retention.revisions() > 0) {
            compact(local, local.revision() - retention.revisions());
        }
        if (retention.time().isPositive()
                && nanoClock.getAsLong() - sampledAt >= retention.time().toNanos()) {
            compact(local, sampledRevision);
            sample();
        }
    }

    private void sample() {
        sampledRevision = store.local().revision();
        sampledAt = nanoClock.getAsLong();
    }

    private void compact(MvccStore local, long revision) {
        if (revision <= local.compactedRevision() || !store.status().isLeader()) {
            return;
        }
        try {
            store.executeLeading(new Command.Compact(revision));
        } catch (Refused alreadyDone) {
            LOG.debug("somebody else has compacted beyond revision {}", revision);
        } catch (LogException e) {
            LOG.warn("history was not compacted at revision {}: {}", revision, e.getMessage());
        }
    }
}
