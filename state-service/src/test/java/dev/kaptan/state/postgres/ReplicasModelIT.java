package dev.kaptan.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.mvcc.Alarms;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Comparison;
import dev.kaptan.state.mvcc.KeyRange;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.mvcc.Refused;
import dev.kaptan.state.mvcc.Sort;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StoreMachine;

import org.junit.jupiter.api.RepeatedTest;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random commands at two instances, beside a store that gets the same commands without any
 * database: their answers and all that they hold are the same, and so is what a third instance
 * loads from the tables.
 */
@NeedsPostgres
class ReplicasModelIT {

    private static final int COMMANDS = 300;

    private final long seed = Long.getLong("kaptan.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final String schema = PostgresServer.newSchema();

    @RepeatedTest(3)
    void holdTheSameAsAStoreWithoutADatabase() throws Exception {
        System.out.println("seed: -Dkaptan.seed=" + seed);
        var alone = new MvccStore();
        var server = PostgresServer.shared();
        try (var a = Instance.start(server.settings(schema, "a"));
                var b = Instance.start(server.settings(schema, "b"))) {
            for (int i = 0; i < COMMANDS; i++) {
                var command = command(alone.revision());
                var at = random.nextBoolean() ? a : b;
                assertThat(answer(at, command))
                        .as("command %d with seed %d: %s", i, seed, command)
                        .usingRecursiveComparison()
                        .isEqualTo(answer(alone, command));
                if (random.nextInt(40) == 0) {
                    at.log().snapshot();
                }
            }
            a.log().barrier();
            b.log().barrier();
            try (var fresh = Instance.start(server.settings(schema, "fresh"))) {
                assertThat(b.content()).as("seed %d", seed).isEqualTo(a.content());
                assertThat(fresh.content()).as("seed %d", seed).isEqualTo(a.content());
            }
            var expected = new StoreMachine();
            expected.replace(alone);
            assertThat(a.content())
                    .as("seed %d", seed)
                    .isEqualTo(
                            new Instance(expected, a.hub(), a.log(), a.leases(), a.store())
                                    .content());
        }
    }

    private static Object answer(Instance instance, Command command) {
        try {
            return instance.store().execute(command);
        } catch (Refused refused) {
            return refused.reason();
        }
    }

    private static Object answer(MvccStore store, Command command) {
        try {
            var result = store.apply(command);
            return new Outcome.Done(store.revision(), result);
        } catch (Refused refused) {
            return refused.reason();
        }
    }

    private Command command(long revision) {
        return switch (random.nextInt(13)) {
            case 0 -> new Command.LeaseGrant(random.nextLong(1, 5), 60);
            case 1 -> new Command.LeaseRevoke(random.nextLong(1, 5));
            case 2 -> new Command.Compact(random.nextLong(revision + 2));
            case 3, 4 -> delete();
            case 12 ->
                    new Command.SetAlarm(
                            new Alarms.Alarm(random.nextLong(3), Alarms.Kind.NO_SPACE),
                            random.nextInt(4) == 0);
            case 5, 6, 7 -> transaction();
            default -> put();
        };
    }

    private Operation.Put put() {
        return put(key());
    }

    private Operation.Put put(byte[] key) {
        var value = new byte[random.nextInt(3) == 0 ? 5_000 : random.nextInt(20)];
        random.nextBytes(value);
        long lease = random.nextInt(3) == 0 ? random.nextLong(1, 5) : 0;
        return new Operation.Put(
                key, value, lease, random.nextBoolean(), random.nextInt(8) == 0, false);
    }

    private Operation.Delete delete() {
        return new Operation.Delete(range(), random.nextBoolean());
    }

    private Operation.Txn transaction() {
        var condition =
                new Comparison(
                        KeyRange.single(key()),
                        Comparison.Relation.GREATER,
                        new Comparison.Operand.Version(random.nextLong(4)));
        var success = new ArrayList<Operation>();
        for (int i = random.nextInt(4); i > 0; i--) {
            success.add(put(new byte[] {(byte) (200 + i)}));
        }
        return new Operation.Txn(List.of(condition), success, List.of(delete(), read()));
    }

    private Operation.Range read() {
        return new Operation.Range(range(), 0, 0, Sort.NONE, false, false, Operation.Bounds.NONE);
    }

    private KeyRange range() {
        return random.nextBoolean() ? KeyRange.single(key()) : new KeyRange(key(), key());
    }

    /** Keys with every byte, and one longer than an index takes. */
    private byte[] key() {
        int which = random.nextInt(12);
        return which == 11 ? new byte[9_000] : new byte[] {(byte) (which * 23), (byte) which};
    }
}
