package dev.kaptan.state.ratis;

import dev.kaptan.state.log.ReplicatedMachine;

import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lets Ratis drive a {@link ReplicatedMachine}. */
final class MachineAdapter<R> extends BaseStateMachine {

    /** An application may be forgotten for so long where the process is killed. */
    private static final long NOTE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final CompletableFuture<Message> DONE =
            CompletableFuture.completedFuture(Message.EMPTY);

    /** Called on the applying thread after each entry. */
    interface AppliedListener {
        void applied(
                TermIndex position, int bytes, Snapshots snapshots, SnapshotTrigger.Purge purge);
    }

    private final ReplicatedMachine<R> machine;
    private final AppliedListener listener;
    private final SnapshotTrigger.Purge purge;
    private final Guard guard;
    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private final Snapshots snapshots = new Snapshots(storage);
    private final CompletableFuture<Void> leading = new CompletableFuture<>();
    private volatile @Nullable Throwable failure;

    /** Touched by the applying thread only. */
    private long notedAt = System.nanoTime();

    MachineAdapter(
            ReplicatedMachine<R> machine,
            AppliedListener listener,
            SnapshotTrigger.Purge purge,
            Guard guard) {
        this.machine = machine;
        this.listener = listener;
        this.purge = purge;
        this.guard = guard;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage)
            throws IOException {
        super.initialize(server, group, raftStorage);
        // Without reaching RUNNING by itself the installation of snapshots would loop.
        getLifeCycle()
                .startAndTransition(() -> {
                    var directory = raftStorage.getStorageDir();
                    var log = LogFiles.of(directory.getCurrentDir().toPath());
                    long covered = restore(directory.getStateMachineDir().toPath(), log);
                    log.examine(covered, guard.applied());
                    storage.init(raftStorage);
                });
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        restore(storage.getSnapshotFile(0, 0).getParentFile().toPath(), null);
        storage.loadLatestSnapshot();
        note(true);
        if (getLifeCycleState() == LifeCycle.State.PAUSED) {
            getLifeCycle().transition(LifeCycle.State.STARTING);
            getLifeCycle().transition(LifeCycle.State.RUNNING);
        }
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return storage;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        var entry = transaction.getLogEntry();
        var content = entry.getStateMachineLogEntry().getLogData();
        var position = TermIndex.valueOf(entry);
        var answer = machine.apply(content.toByteArray());
        deliver(transaction, answer);
        updateLastAppliedTermIndex(position);
        noteSometimes();
        listener.applied(position, content.size(), snapshots, purge);
        return DONE;
    }

    /** Snapshots are written aside; this only tells Ratis how far it may purge. */
    @Override
    public long takeSnapshot() {
        var latest = storage.getLatestSnapshot();
        return latest == null ? -1 : latest.getIndex();
    }

    @Override
    public void notifyLeaderReady() {
        leading.complete(null);
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        note(true);
    }

    /** Called once Ratis has written the members down, before any later entry is applied. */
    @Override
    public void notifyConfigurationChanged(
            long term, long index, RaftConfigurationProto configuration) {
        note(true);
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
        failure = cause;
    }

    /** Why the log cannot be written any more, null if it can. */
    @Nullable Throwable failure() {
        return failure;
    }

    CompletableFuture<Void> leading() {
        return leading;
    }

    @SuppressWarnings("unchecked")
    private void deliver(TransactionContext transaction, R answer) {
        var request = transaction.getClientRequest();
        if (request != null && request.getMessage() instanceof Proposal<?> proposal) {
            ((Proposal<R>) proposal).answer(answer);
        }
    }

    /** The last entry that the snapshot in use covers, -1 if there is none. */
    private long restore(Path directory, @Nullable LogFiles log) throws IOException {
        var covered = Snapshots.restore(directory, machine, log);
        if (covered == null) {
            return -1;
        }
        setLastAppliedTermIndex(covered);
        return covered.getIndex();
    }

    private void noteSometimes() {
        long now = System.nanoTime();
        if (now - notedAt > NOTE_NANOS) {
            notedAt = now;
            note(false);
        }
    }

    /** Lets the guard know how far this member is. */
    void note(boolean sync) {
        var applied = getLastAppliedTermIndex();
        guard.note(applied == null ? -1 : applied.getIndex(), sync);
    }
}
