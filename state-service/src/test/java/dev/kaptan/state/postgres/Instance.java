package dev.kaptan.state.postgres;

import static dev.kaptan.state.Bytes.bytes;

import dev.kaptan.state.lease.Leases;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.KeyRange;
import dev.kaptan.state.mvcc.KeyValue;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.mvcc.Sort;
import dev.kaptan.state.mvcc.View;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StateStore;
import dev.kaptan.state.store.StoreMachine;
import dev.kaptan.state.watch.WatchHub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An instance of the store without its gRPC server. */
record Instance(
        StoreMachine machine,
        WatchHub hub,
        ReplicatedLog<List<Outcome>> log,
        Leases leases,
        StateStore store)
        implements AutoCloseable {

    static Instance start(PostgresSettings settings) throws IOException {
        return start(settings, new Heard());
    }

    /** Whatever commands listeners are told of. */
    static final class Heard implements StoreMachine.Listener {
        private final List<Command> commands = new CopyOnWriteArrayList<>();

        @Override
        public void applied(MvccStore store, long revision) {}

        @Override
        public void carriedOut(Command command, Outcome outcome) {
            commands.add(command);
        }

        List<Command> commands() {
            return List.copyOf(commands);
        }
    }

    static Instance start(PostgresSettings settings, Heard heard) throws IOException {
        var machine = new StoreMachine();
        var hub = new WatchHub();
        machine.listen(hub);
        machine.listen(heard);
        var running = new PostgresEngine(settings).start(machine);
        var store =
                new StateStore(running.log(), machine, Executors.newVirtualThreadPerTaskExecutor());
        return new Instance(machine, hub, running.log(), running.leases(), store);
    }

    long put(String key, String value) {
        return put(key, value, 0);
    }

    long put(String key, String value, long lease) {
        return store.execute(
                        new Operation.Put(bytes(key), bytes(value), lease, false, false, false))
                .revision();
    }

    /** All that the heap holds, in bytes that are equal where the stores are. */
    byte[] content() throws IOException {
        var out = new ByteArrayOutputStream();
        machine.freeze().writeTo(out);
        return out.toByteArray();
    }

    static List<KeyValue> entries(View view, String prefix) {
        var range =
                new KeyRange(
                        bytes(prefix), bytes(prefix + Character.toString(Character.MAX_VALUE)));
        return view.range(
                        new Operation.Range(
                                range, 0, 0, Sort.NONE, false, false, Operation.Bounds.NONE))
                .entries();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        log.close();
    }
}
