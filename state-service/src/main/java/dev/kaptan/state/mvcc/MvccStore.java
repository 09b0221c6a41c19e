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

    /**
     * A store whose history begins at a revision.
     *
     * @param keys what there is at that revision, in key order
     * @param changes what that revision did
     */
    public static MvccStore beginningAt(long revision, List<KeyValue> keys, List<Change> changes) {
        var tree = CountedTree.ofSorted(keys.stream().map(KeyValue::key).toList(), keys);
        var attachments = CountedTree.<byte[]>empty();
        long live = 0;
        for (var entry : keys) {
            live += entry.weight();
            if (entry.lease() != 0) {
                var attachment = State.attachmentKey(entry.lease(), entry.key());
                attachments = attachments.put(attachment, entry.key());
            }
        }
        var events = changes.stream().map(MvccStore::withoutPrevious).toList();
        var base = new Revision(revision, tree, events);
        return restored(new History(base), new State(base, CountedTree.empty(), attachments), live);
    }

    /** A store as a snapshot describes it. */
    static MvccStore restored(History history, State state, long live) {
        var store = new MvccStore(history, live);
        store.state = state;
        return store;
    }

    /**
     * The same keys and leases as another store that stands {@code by} revisions later and has
     * compacted everything before.
     */
    public MvccStore leapt(long by) {
        var head = new Revision(revision() + by, state.head().keys(), List.of());
        var leapt =
                new State(head, state.leases(), state.attachments(), state.auth(), state.alarms());
        return restored(new History(head), leapt, size.live());
    }

    /** Throws {@link Refused}, having changed nothing, for what the state forbids. */
    public Result apply(Command command) {
        var plan = plan();
        var result = plan.carryOut(command);
        publish(plan);
        return result;
    }

    /** A plan of what could be done to the store as it is now. */
    public Plan plan() {
        return new Plan(state, history);
    }

    /** Makes a plan the truth; nothing else may have been published since it was begun. */
    public void publish(Plan plan) {
        if (plan.base() != state) {
            throw new IllegalStateException("the store has moved on since the plan was made");
        }
        long live = size.live();
        for (var revision : plan.revisions()) {
            history.append(revision);
            for (var event : revision.events()) {
                live += event.growth();
            }
        }
        if (plan.compactedRevision() > history.first()) {
            history.compact(plan.compactedRevision());
        }
        size = new Size(live, history.weight());
        state = plan.state();
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

    private static Event withoutPrevious(Change change) {
        return change.deletion()
                ? new Event.Delete(change.entry(), null)
                : new Event.Put(change.entry(), null);
    }

    State state() {
        return state;
    }

    History history() {
        return history;
    }
}
