package dev.kaptan.state.ratis;

import dev.kaptan.state.log.ReplicatedMachine;

import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
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
import java.util.concurrent.CompletableFuture;

/** Lets Ratis drive a {@link ReplicatedMachine}. */
final class MachineAdapter<R> extends BaseStateMachine {

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
    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private final Snapshots snapshots = new Snapshots(storage);
    private final CompletableFuture<Void> leading = new CompletableFuture<>();
    private volatile @Nullable Throwable failure;

    MachineAdapter(
            ReplicatedMachine<R> machine, AppliedListener listener, SnapshotTrigger.Purge purge) {
        this.machine = machine;
        this.listener = listener;
        this.purge = purge;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage)
            throws IOException {
        super.initialize(server, group, raftStorage);
        // Without reaching RUNNING by itself the installation of snapshots would loop.
        getLifeCycle()
                .startAndTransition(() -> {
                    storage.init(raftStorage);
                    restore();
                });
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        restore();
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

    private void restore() throws IOException {
        var latest = snapshots.latest();
        if (latest == null) {
            return;
        }
        try (var in = Snapshots.open(latest)) {
            machine.restore(in);
        } catch (IOException e) {
            throw new IOException(latest.getFile().getPath() + ": " + e.getMessage(), e);
        }
        setLastAppliedTermIndex(latest.getTermIndex());
    }
}
