package dev.kaptan.state.ratis;

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
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes a snapshot whenever as many bytes were logged as the last one had (or the settings' least),
 * so that restarts replay little and snapshots never dominate the writing. The state is frozen on
 * the applying thread, which costs nothing, and written on a thread of its own.
 */
final class SnapshotTrigger implements MachineAdapter.AppliedListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTrigger.class);

    /** What remains to be done once a snapshot is written: drop the entries before it. */
    interface Purge {
        void run() throws IOException;
    }

    private final ReplicatedMachine<?> machine;
    private final long leastBytes;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("state-snapshot").daemon().factory());
    private final AtomicReference<@Nullable CompletableFuture<Void>> demanded =
            new AtomicReference<>();

    /** Touched by the applying thread only. */
    private long bytes;

    private volatile long lastSize;

    SnapshotTrigger(ReplicatedMachine<?> machine, long leastBytes) {
        this.machine = machine;
        this.leastBytes = leastBytes;
    }

    /** Makes the next entry that is applied take a snapshot; completes when that is written. */
    CompletableFuture<Void> demand() {
        var written = new CompletableFuture<Void>();
        demanded.set(written);
        return written;
    }

    @Override
    public void applied(TermIndex position, int entryBytes, Snapshots snapshots, Purge purge) {
        var demand = demanded.getAndSet(null);
        bytes += entryBytes;
        if (demand == null && bytes < Math.max(leastBytes, lastSize)) {
            return;
        }
        bytes = 0;
        var frozen = machine.freeze();
        try {
            writer.execute(() -> write(frozen, position, snapshots, purge, demand));
        } catch (RejectedExecutionException closing) {
            LOG.debug("no snapshot any more, for the log is closing");
        }
    }

    @Override
    public void close() {
        writer.shutdown();
    }

    private void write(
            Frozen frozen,
            TermIndex covered,
            Snapshots snapshots,
            Purge purge,
            @Nullable CompletableFuture<Void> demand) {
        try {
            lastSize = snapshots.write(frozen, covered);
            purge.run();
        } catch (IOException e) {
            LOG.warn("no snapshot of index {} was written: {}", covered.getIndex(), e.toString());
        } finally {
            if (demand != null) {
                demand.complete(null);
            }
        }
    }
}
