package dev.kaptan.state.store;

import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.Membership;
import dev.kaptan.state.log.PeerTraffic;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.View;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Strictly serializable: a command has taken effect, and is on disk, when its call returns. */
public final class StateStore {

    private final ReplicatedLog<List<Outcome>> log;
    private final StoreMachine machine;
    private final CommandQueue commands;

    /** Whether this member has applied since its start what was acknowledged before. */
    private volatile boolean caughtUp;

    public StateStore(ReplicatedLog<List<Outcome>> log, StoreMachine machine, Executor executor) {
        this.log = log;
        this.machine = machine;
        this.commands =
                new CommandQueue(log::submit, executor, machine.activity(), System::nanoTime);
    }

    /**
     * Blocks until the command is applied. Throws {@link dev.kaptan.state.mvcc.Refused} if the
     * state forbids it and {@link dev.kaptan.state.log.LogException} if the log fails.
     */
    public Outcome.Done execute(Command command) {
        return done(commands.execute(command));
    }

    /**
     * As {@link #execute}, but returns at once; whoever goes on with what comes may be on the
     * thread that applies commands, which must not be kept waiting.
     */
    public CompletableFuture<Outcome.Done> submit(Command command) {
        return commands.submit(command).thenApply(StateStore::done);
    }

    /** As {@link #execute}, but refused by the log where this member does not lead. */
    public Outcome.Done executeLeading(Command command) {
        return done(executeLeading(List.of(command)).getFirst());
    }

    /**
     * Several commands in an entry of their own; what becomes of each stands in the place of it.
     * They go to the log at once: in the queue they might wait until this member has lost
     * leadership and has it again, and knows other things.
     */
    public List<Outcome> executeLeading(List<Command> commands) {
        var activity = machine.activity();
        commands.forEach(each -> activity.begin());
        long begin = System.nanoTime();
        try {
            var entry = Batch.join(commands.stream().map(Batch::encode).toList());
            var outcomes = log.appendLeading(entry);
            activity.entryCommitted(System.nanoTime() - begin, commands.size());
            return outcomes;
        } catch (RuntimeException e) {
            activity.entryFailed(commands.size());
            throw e;
        }
    }

    /** What every acknowledged command has led to; blocks for a quorum where there are peers. */
    public View read() {
        log.barrier();
        caughtUp = true;
        return machine.store().view();
    }

    /** As {@link #read}, but returns at once; whoever goes on must not block. */
    public CompletableFuture<View> readLater() {
        return log.submitBarrier()
                .thenApply(_ -> {
                    caughtUp = true;
                    return machine.store().view();
                });
    }

    /**
     * What this member has applied, which may be behind the others, but not as far as it was when
     * it started: until a majority has told it what to apply it has its last snapshot only, which
     * may be of any age, with the users and permissions of then.
     */
    public View readSerializable() {
        catchUp();
        return machine.store().view();
    }

    /** As {@link #readSerializable}, but returns at once; whoever goes on must not block. */
    public CompletableFuture<View> readSerializableLater() {
        return caughtUp ? CompletableFuture.completedFuture(machine.store().view()) : readLater();
    }

    /** Blocks for a quorum until that was had once. */
    public void catchUp() {
        if (!caughtUp) {
            read();
        }
    }

    public long term() {
        return log.term();
    }

    /** What this member has applied, for its own use. */
    public View readLocally() {
        return machine.store().view();
    }

    public MvccStore local() {
        return machine.store();
    }

    /** At or ahead of the status' applied index: the difference is how far applying lags. */
    public long committedIndex() {
        return log.committedIndex();
    }

    public Activity activity() {
        return machine.activity();
    }

    /** False once nothing can be written or read any more until this member is started again. */
    public boolean works() {
        return log.works();
    }

    /** The leader's id, 0 if this member knows none; cheaper than {@link #status}. */
    public long leader() {
        return log.leader();
    }

    public LogStatus status() {
        return log.status();
    }

    public Membership membership() {
        return log.membership();
    }

    public PeerTraffic peerTraffic() {
        return log.peerTraffic();
    }

    private static Outcome.Done done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> done;
            case Outcome.Failed failed -> throw failed.cause();
        };
    }
}
