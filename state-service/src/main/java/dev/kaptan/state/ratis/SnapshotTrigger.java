package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.ReplicatedMachine;
import dev.kaptan.state.log.ReplicatedMachine.Frozen;

import org.apache.ratis.server.protocol.TermIndex;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Takes a snapshot whenever the policy says so, so that restarts replay little and snapshots never
 * dominate the writing. The state is frozen on the applying thread, which costs nothing, and
 * written on a thread of its own.
 */
final class SnapshotTrigger implements MachineAdapter.AppliedListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTrigger.class);

    /** After a snapshot that could not be written. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** What remains to be done once a snapshot is written: drop the entries before it. */
    interface Purge {
        void run() throws IOException;
    }

    private final ReplicatedMachine<?> machine;
    private final SnapshotPolicy policy;
    private final FreeSpace space;
    private final LongSupplier nanoClock;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("state-snapshot").daemon().factory());
    private final AtomicReference<@Nullable CompletableFuture<Void>> demanded =
            new AtomicReference<>();

    /** Touched by the applying thread only, as are the next two. */
    private long bytes;

    private long entries;
    private long since;

    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile long lastSize;
    private volatile long failedAt;
    private volatile boolean failed;

    SnapshotTrigger(
            ReplicatedMachine<?> machine,
            SnapshotPolicy policy,
            FreeSpace space,
            LongSupplier nanoClock) {
        this.machine = machine;
        this.policy = policy;
        this.space = space;
        this.nanoClock = nanoClock;
        this.since = nanoClock.getAsLong();
    }

    /**
     * Makes the next entry that is applied take a snapshot; completes when that is written, or with
     * the {@link LogException} that says why it is not.
     */
    CompletableFuture<Void> demand() {
        var written = new CompletableFuture<Void>();
        demanded.set(written);
        return written;
    }

    @Override
    public void applied(TermIndex position, int entryBytes, Snapshots snapshots, Purge purge) {
        bytes += entryBytes;
        // Empty entries are Raft's and ours: a member that nobody writes to takes no snapshots.
        entries += entryBytes == 0 ? 0 : 1;
        var demand = demanded.getAndSet(null);
        if (demand == null && !isDue()) {
            return;
        }
        writing.set(true);
        bytes = 0;
        entries = 0;
        since = nanoClock.getAsLong();
        var frozen = machine.freeze();
        try {
            writer.execute(() -> write(frozen, position, snapshots, purge, demand));
        } catch (RejectedExecutionException closing) {
            LOG.debug("no snapshot any more, for the log is closing");
            answer(demand, LogException.stopped(closing));
        }
    }

    @Override
    public void close() {
        writer.shutdown();
    }

    private boolean isDue() {
        if (entries == 0 || writing.get()) {
            return false;
        }
        long now = nanoClock.getAsLong();
        if (failed) {
            return now - failedAt >= PAUSE_NANOS;
        }
        return policy.due(bytes, entries, now - since, lastSize);
    }

    private void write(
            Frozen frozen,
            TermIndex covered,
            Snapshots snapshots,
            Purge purge,
            @Nullable CompletableFuture<Void> demand) {
        var failure = tryToWrite(frozen, covered, snapshots, purge);
        if (failure != null) {
            failedAt = nanoClock.getAsLong();
            LOG.warn("snapshot of index {}: {}", covered.getIndex(), failure.getMessage());
        }
        failed = failure != null;
        writing.set(false);
        answer(demand, failure);
    }

    /** Whatever is thrown: who demanded the snapshot is answered, and the next one is taken. */
    private @Nullable LogException tryToWrite(
            Frozen frozen, TermIndex covered, Snapshots snapshots, Purge purge) {
        try {
            if (!space.allows(lastSize)) {
                return LogException.noSpace();
            }
            lastSize = snapshots.write(frozen, covered);
        } catch (IOException | RuntimeException | Error e) {
            return LogException.notWritten(e);
        }
        try {
            purge.run();
            return null;
        } catch (IOException | RuntimeException | Error e) {
            return LogException.notPurged(e);
        }
    }

    private static void answer(
            @Nullable CompletableFuture<Void> demand, @Nullable LogException failure) {
        if (demand == null) {
            return;
        }
        if (failure == null) {
            demand.complete(null);
        } else {
            demand.completeExceptionally(failure);
        }
    }
}
