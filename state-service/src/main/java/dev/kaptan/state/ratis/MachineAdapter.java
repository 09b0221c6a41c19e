package dev.kaptan.state.ratis;

import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lets Ratis drive a {@link RosterMachine}. */
final class MachineAdapter<R> extends BaseStateMachine {

    private static final Logger DIARY = LoggerFactory.getLogger(MachineAdapter.class);

    /** An application may be forgotten for so long where the process is killed. */
    private static final long NOTE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final CompletableFuture<Message> DONE =
            CompletableFuture.completedFuture(Message.EMPTY);

    /** Called on the applying thread after each entry. */
    interface AppliedListener {
        void applied(
                TermIndex position, int bytes, Snapshots snapshots, SnapshotTrigger.Purge purge);
    }

    private final RosterMachine<R> machine;
    private final Proposals<R> proposals;
    private final AppliedListener listener;
    private final SnapshotTrigger.Purge purge;
    private final Guard guard;
    private final GroupEvents events;
    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private final Snapshots snapshots = new Snapshots(storage);
    private final CompletableFuture<Void> leading = new CompletableFuture<>();
    private final Progress progress = new Progress();
    private volatile @Nullable Throwable failure;
    private volatile @Nullable RaftPeerId leader;
    private volatile long appliedTerm;

    /** Touched by the applying thread only. */
    private long notedAt = System.nanoTime();

    MachineAdapter(
            RosterMachine<R> machine,
            Proposals<R> proposals,
            AppliedListener listener,
            SnapshotTrigger.Purge purge,
            Guard guard,
            GroupEvents events) {
        this.events = events;
        this.machine = machine;
        this.proposals = proposals;
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
    public TransactionContext preAppendTransaction(TransactionContext transaction) {
        var request = transaction.getClientRequest();
        if (request != null && request.getMessage() instanceof Entry entry) {
            entry.goesIntoTheLog();
        }
        return transaction;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        var logged = transaction.getLogEntry();
        var entry = logged.getStateMachineLogEntry();
        var position = TermIndex.valueOf(logged);
        reachTerm(position.getTerm());
        var answer = machine.apply(entry.getLogData().toByteArray());
        updateLastAppliedTermIndex(position);
        // Before the answer: who has it must not be told that the entry is still to be applied.
        progress.reached(position.getIndex());
        proposals.applied(entry.getClientId(), entry.getCallId(), answer);
        noteSometimes();
        listener.applied(position, entry.getLogData().size(), snapshots, purge);
        return DONE;
    }

    /** Entries of Raft's own, which change nothing here, were passed. */
    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        reachTerm(term);
        super.notifyTermIndexUpdated(term, index);
        progress.reached(index);
    }

    /** Snapshots are written aside; this only tells Ratis how far it may purge. */
    @Override
    public long takeSnapshot() {
        var latest = storage.getLatestSnapshot();
        return latest == null ? -1 : latest.getIndex();
    }

    @Override
    public void notifyLeaderReady() {
        machine.leading(true);
        leading.complete(null);
        events.leads();
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        machine.leading(false);
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId newLeader) {
        leader = newLeader;
        if (newLeader != null && newLeader.equals(member.getPeerId())) {
            events.elected();
        }
        note(true);
    }

    /** Called once Ratis has written the members down, before any later entry is applied. */
    @Override
    public void notifyConfigurationChanged(
            long term, long index, RaftConfigurationProto configuration) {
        note(true);
        events.membersKnown();
    }

    /** The others do not count this member among them any more, or Ratis cannot go on. */
    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
        if (!allServer) {
            failure = new RemovedException();
            DIARY.warn("this member was removed from its cluster and serves no more; stop it");
        }
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
        if (failure == null) {
            DIARY.error("the log cannot be written any more; start this member again", cause);
            failure = cause;
            events.logFailed();
        }
    }

    /** Why the log cannot be written any more, null if it can. */
    @Nullable Throwable failure() {
        return failure;
    }

    CompletableFuture<Void> leading() {
        return leading;
    }

    Progress progress() {
        return progress;
    }

    Roster roster() {
        return machine.roster();
    }

    byte[] ask(byte[] question) {
        return machine.answer(question);
    }

    /** The term of the last entry applied here. */
    long appliedTerm() {
        return appliedTerm;
    }

    private void reachTerm(long term) {
        if (term > appliedTerm) {
            appliedTerm = term;
            proposals.termBegan(term, leader);
            events.membersKnown();
        }
    }

    /** The last entry that the snapshot in use covers, -1 if there is none. */
    private long restore(Path directory, @Nullable LogFiles log) throws IOException {
        var covered = Snapshots.restore(directory, machine, log);
        if (covered == null) {
            return -1;
        }
        setLastAppliedTermIndex(covered);
        progress.reached(covered.getIndex());
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
