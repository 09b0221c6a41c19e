package dev.kaptan.state.store;

import dev.kaptan.state.log.ReplicatedMachine;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Plan;
import dev.kaptan.state.mvcc.Refused;
import dev.kaptan.state.mvcc.Result;
import dev.kaptan.state.mvcc.Snapshot;
import dev.kaptan.state.mvcc.SnapshotReader;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Applies batches of commands to the MVCC store and tells a listener how far it got. */
public final class StoreMachine implements ReplicatedMachine<List<Outcome>> {

    /** Called on the applying thread; must not block. */
    public interface Listener {
        /** Everything up to {@code revision} is visible. */
        void applied(MvccStore store, long revision);

        /** A command has been carried out, whatever member proposed it. */
        void carriedOut(Command command, Outcome outcome);

        /** This member has begun to lead, or has ceased to; called on any thread. */
        default void leading(boolean leads) {}
    }

    private final Activity activity = new Activity();
    private final List<Listener> listeners = new ArrayList<>();
    private volatile MvccStore store = new MvccStore();
    private UnaryOperator<byte[]> answers =
            question -> {
                throw new UnsupportedOperationException("nobody answers questions");
            };

    /** To be called before the log starts; the listener is told at once where the store stands. */
    public void listen(Listener listener) {
        listeners.add(listener);
        listener.applied(store, store.revision());
    }

    public Activity activity() {
        return activity;
    }

    /** To be called before the log starts: who answers what other members ask this one. */
    public void answerWith(UnaryOperator<byte[]> answering) {
        answers = answering;
    }

    public MvccStore store() {
        return store;
    }

    @Override
    public void leading(boolean leads) {
        listeners.forEach(listener -> listener.leading(leads));
    }

    @Override
    public byte[] answer(byte[] question) {
        return answers.apply(question);
    }

    @Override
    public List<Outcome> apply(byte[] entry) {
        long begin = System.nanoTime();
        var commands = Batch.decode(entry);
        var outcomes = new ArrayList<Outcome>(commands.size());
        for (var command : commands) {
            if (command.plain() instanceof Command.Compact) {
                // Otherwise watches could not tell whether what goes concerns them.
                announce();
            }
            var outcome = carryOut(command);
            outcomes.add(outcome);
            listeners.forEach(listener -> listener.carriedOut(command.plain(), outcome));
        }
        announce();
        activity.entryApplied(System.nanoTime() - begin, commands);
        return outcomes;
    }

    /**
     * Computes what a batch of commands would do now; the store and its listeners learn nothing.
     */
    public Planned plan(byte[] entry) {
        var plan = store.plan();
        var commands = Batch.decode(entry);
        return new Planned(
                plan, commands, commands.stream().map(each -> carryOut(plan, each)).toList());
    }

    /** Makes a plan the truth, of which nothing else was made the truth since it was begun. */
    public void publish(Planned planned) {
        store.publish(planned.plan());
        for (int i = 0; i < planned.commands().size(); i++) {
            var command = planned.commands().get(i);
            var outcome = planned.outcomes().get(i);
            listeners.forEach(listener -> listener.carriedOut(command.plain(), outcome));
        }
        announce();
    }

    /**
     * Makes a plan the truth that repeats what others have done, and tells listeners of what they
     * have announced by {@link Planned#announcements}.
     */
    public void publish(Plan repeated, List<byte[]> announcements) {
        store.publish(repeated);
        tell(announcements);
        announce();
    }

    /** Tells listeners of what others have announced, without a change of the store. */
    public void tell(List<byte[]> announcements) {
        for (var encoded : announcements) {
            for (var command : Batch.decode(encoded)) {
                var outcome = new Outcome.Done(store.revision(), new Result.Announced());
                listeners.forEach(listener -> listener.carriedOut(command, outcome));
            }
        }
    }

    /** Puts another store into the place of this one, as a restored snapshot does. */
    public void replace(MvccStore loaded) {
        store = loaded;
        announce();
    }

    @Override
    public Frozen freeze() {
        return Snapshot.of(store)::writeTo;
    }

    @Override
    public void restore(InputStream snapshot) throws IOException {
        replace(SnapshotReader.read(snapshot));
    }

    private void announce() {
        long revision = store.revision();
        listeners.forEach(listener -> listener.applied(store, revision));
    }

    private static Outcome carryOut(Plan plan, Command command) {
        try {
            var result = plan.carryOut(command);
            return new Outcome.Done(plan.revision(), result);
        } catch (Refused refused) {
            return new Outcome.Failed(refused);
        }
    }

    private Outcome carryOut(Command command) {
        try {
            var result = store.apply(command);
            return new Outcome.Done(store.revision(), result);
        } catch (Refused refused) {
            return new Outcome.Failed(refused);
        }
    }
}
