package dev.kaptan.state.store;

import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.Membership;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.View;

import java.util.List;
import java.util.concurrent.Executor;

/** Strictly serializable: a command has taken effect, and is on disk, when its call returns. */
public final class StateStore {

    private final ReplicatedLog<List<Outcome>> log;
    private final StoreMachine machine;
    private final CommandQueue commands;

    public StateStore(ReplicatedLog<List<Outcome>> log, StoreMachine machine, Executor executor) {
        this.log = log;
        this.machine = machine;
        this.commands = new CommandQueue(log, executor, machine.activity());
    }

    /**
     * Blocks until the command is applied. Throws {@link dev.kaptan.state.mvcc.Refused} if the
     * state forbids it and {@link dev.kaptan.state.log.LogException} if the log fails.
     */
    public Outcome.Done execute(Command command) {
        return done(commands.execute(command));
    }

    /** As {@link #execute}, but refused by the log where this member does not lead. */
    public Outcome.Done executeLeading(Command command) {
        return done(log.appendLeading(Batch.encode(command)).getFirst());
    }

    /** What every acknowledged command has led to; blocks for a quorum where there are peers. */
    public View read() {
        log.barrier();
        return machine.store().view();
    }

    public boolean readsNeverBlock() {
        return log.alone();
    }

    public long term() {
        return log.term();
    }

    /** What this member has applied, which may be behind the others. */
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

    public LogStatus status() {
        return log.status();
    }

    public Membership membership() {
        return log.membership();
    }

    private static Outcome.Done done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> done;
            case Outcome.Failed failed -> throw failed.cause();
        };
    }
}
