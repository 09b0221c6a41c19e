package dev.kaptan.state.mvcc;

import java.util.List;
import java.util.function.Consumer;

/**
 * The replicated state: a sorted map of keys with every revision since the last compaction.
 *
 * <p>{@link #apply} is called by one thread at a time, in the order of the log, and depends on
 * nothing but the commands before it. Everything else may be called by any thread at any time.
 */
public final class MvccStore {

    private final History history;
    private volatile State state;
    private volatile Size size;

    /**
     * What the store holds, in rough heap bytes.
     *
     * @param live the newest version of every key
     * @param superseded what only the history keeps
     */
    public record Size(long live, long superseded) {}

    /** An empty store; as in etcd its revision is 1, and 0 stands for "never compacted". */
    public MvccStore() {
        this(new History(new Revision(0, CountedTree.empty(), List.of())), 0);
        history.append(new Revision(1, CountedTree.empty(), List.of()));
        state = new State(history.at(1), CountedTree.empty(), CountedTree.empty());
    }

    private MvccStore(History history, long live) {
        this.history = history;
        this.state =
                new State(history.at(history.last()), CountedTree.empty(), CountedTree.empty());
        this.size = new Size(live, history.weight());
    }

    /** A store as a snapshot describes it. */
    static MvccStore restored(History history, State state, long live) {
        var store = new MvccStore(history, live);
        store.state = state;
        return store;
    }

    /** Throws {@link Refused}, having changed nothing, for what the state forbids. */
    public Result apply(Command command) {
        var transaction = new Transaction(state, history);
        var result =
                switch (command) {
                    case Operation operation -> transaction.run(operation);
                    case Command.LeaseGrant grant -> transaction.grant(grant);
                    case Command.LeaseRevoke revoke -> transaction.revoke(revoke);
                    case Command.Compact compact -> compact(compact.revision());
                };
        commit(transaction.commit());
        return result;
    }

    public View view() {
        return new View(state, history);
    }

    public long revision() {
        return state.head().number();
    }

    /** The oldest revision that can still be read or watched from; 0 if nothing was compacted. */
    public long compactedRevision() {
        return history.first();
    }

    public Size size() {
        return size;
    }

    /** Hands out a revision's events; throws {@link Refused} if it has been compacted. */
    public void events(long revision, Consumer<Event> consumer) {
        history.at(revision).events().forEach(consumer);
    }

    State state() {
        return state;
    }

    History history() {
        return history;
    }

    private Result compact(long revision) {
        if (revision <= history.first()) {
            throw new Refused(Refused.Reason.COMPACTED);
        }
        if (revision > revision()) {
            throw new Refused(Refused.Reason.FUTURE_REVISION);
        }
        history.compact(revision);
        return new Result.Compacted();
    }

    private void commit(State changed) {
        long live = size.live();
        if (changed.head() != state.head()) {
            history.append(changed.head());
            for (var event : changed.head().events()) {
                live += event.growth();
            }
        }
        size = new Size(live, history.weight());
        state = changed;
    }
}
