package dev.kaptan.state.store;

import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Operation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** Counts and times of what goes through a store; whoever publishes them reads and listens. */
public final class Activity {

    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder deletes = new LongAdder();
    private final LongAdder txns = new LongAdder();
    private final List<LongConsumer> commits = new CopyOnWriteArrayList<>();
    private final List<LongConsumer> applies = new CopyOnWriteArrayList<>();

    /** Commands that wait for their entry to be committed and applied. */
    public long pending() {
        return begun.sum() - ended.sum();
    }

    /** Commands whose entry the log did not take, or of which it does not know. */
    public long failed() {
        return failed.sum();
    }

    public long puts() {
        return puts.sum();
    }

    public long deletes() {
        return deletes.sum();
    }

    public long txns() {
        return txns.sum();
    }

    /** Hears the nanoseconds from handing an entry to the log until it is applied here. */
    public void onCommit(LongConsumer listener) {
        commits.add(listener);
    }

    /** Hears the nanoseconds of applying an entry. */
    public void onApply(LongConsumer listener) {
        applies.add(listener);
    }

    void begin() {
        begun.increment();
    }

    void entryCommitted(long nanos, int commands) {
        ended.add(commands);
        commits.forEach(each -> each.accept(nanos));
    }

    void entryFailed(int commands) {
        failed.add(commands);
        ended.add(commands);
    }

    void entryApplied(long nanos, List<Command> commands) {
        commands.forEach(this::count);
        applies.forEach(each -> each.accept(nanos));
    }

    private void count(Command command) {
        if (command instanceof Operation.Put) {
            puts.increment();
        } else if (command instanceof Operation.Delete) {
            deletes.increment();
        } else if (command instanceof Operation.Txn) {
            txns.increment();
        }
    }
}
