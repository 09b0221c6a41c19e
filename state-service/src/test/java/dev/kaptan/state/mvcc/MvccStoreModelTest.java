package dev.kaptan.state.mvcc;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.codec.BytesWriter;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Random histories, each command sent through its encoding, compared with the reference model. */
class MvccStoreModelTest {

    private final ReferenceModel model = new ReferenceModel();
    private MvccStore store = new MvccStore();
    private SplittableRandom random = new SplittableRandom();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void behavesAsTheModel(long seed) throws IOException {
        random = new SplittableRandom(seed);
        for (int step = 0; step < 600; step++) {
            act();
            assertThat(store.revision()).isEqualTo(model.revision());
            assertThat(store.compactedRevision()).isEqualTo(model.compacted());
            read();
            if (step % 100 == 99) {
                assertEventsExplainEveryRevision();
                store = reread(store);
            }
        }
    }

    private void act() {
        switch (random.nextInt(20)) {
            case 0 -> grant();
            case 1 -> revoke();
            case 2 -> compact();
            case 3, 4, 5 -> delete();
            case 6, 7, 8, 9 -> transact();
            default -> put();
        }
    }

    private void put() {
        var key = key();
        var value = "v" + random.nextInt(1_000);
        long lease = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 0;
        var refused = model.put(key, value, lease);
        assertOutcome(
                new Operation.Put(bytes(key), bytes(value), lease, true, false, false), refused);
    }

    private void delete() {
        var from = key();
        var to = random.nextBoolean() ? null : key();
        var range =
                to == null ? KeyRange.single(bytes(from)) : new KeyRange(bytes(from), bytes(to));
        long expected = model.delete(from, to == null ? from + "\0" : to);
        var result = (Result.Delete) store.apply(encoded(new Operation.Delete(range, true)));
        assertThat(result.deleted()).isEqualTo(expected);
        assertThat(result.previous()).hasSize((int) expected);
    }

    private void transact() {
        var guard = key();
        var entry = model.at(model.revision()).get(guard);
        long expected = random.nextInt(3) == 0 || entry == null ? 0 : entry.mod();
        var pairs = new TreeMap<String, String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            pairs.put(key(), "t" + i);
        }
        var puts = new ArrayList<Operation>();
        pairs.forEach((key, value) -> puts.add(put(key, value)));
        var comparison =
                new Comparison(
                        KeyRange.single(bytes(guard)),
                        Comparison.Relation.EQUAL,
                        new Comparison.Operand.ModRevision(expected));
        boolean done = model.putAllIf(guard, expected, pairs);
        var result =
                (Result.Txn)
                        store.apply(
                                encoded(
                                        new Operation.Txn(
                                                List.of(comparison), puts, List.of(get(guard)))));
        assertThat(result.succeeded()).isEqualTo(done);
    }

    private void grant() {
        long id = 1 + random.nextInt(5);
        assertOutcome(new Command.LeaseGrant(id, 60), model.grant(id, 60));
    }

    private void revoke() {
        long id = 1 + random.nextInt(5);
        assertOutcome(new Command.LeaseRevoke(id), model.revoke(id));
    }

    private void compact() {
        long revision = random.nextLong(model.compacted(), model.revision() + 2);
        assertOutcome(new Command.Compact(revision), model.compact(revision));
    }

    private void assertOutcome(Command command, Refused.@Nullable Reason expected) {
        Refused.Reason actual = null;
        try {
            store.apply(encoded(command));
        } catch (Refused refused) {
            actual = refused.reason();
        }
        assertThat(actual).as("%s", command).isEqualTo(expected);
    }

    private void read() {
        long revision = random.nextLong(Math.max(1, model.compacted()), model.revision() + 1);
        var from = key();
        var to = random.nextBoolean() ? null : key();
        int limit = random.nextInt(4);
        var expected = ReferenceModel.slice(model.at(revision), from, to);
        var range = new KeyRange(bytes(from), to == null ? null : bytes(to));
        var result = store.view().range(query(range, limit, revision));
        assertThat(result.count()).isEqualTo(expected.size());
        assertThat(result.more()).isEqualTo(limit > 0 && expected.size() > limit);
        var pairs =
                expected.entrySet().stream().limit(limit == 0 ? Long.MAX_VALUE : limit).toList();
        assertThat(result.entries()).hasSameSizeAs(pairs);
        for (int i = 0; i < pairs.size(); i++) {
            assertSame(result.entries().get(i), pairs.get(i).getKey(), pairs.get(i).getValue());
        }
        assertThat(store.view().leases()).containsExactlyElementsOf(model.leases().keySet());
        for (long id : model.leases().keySet()) {
            assertThat(store.view().keysOfLease(id).stream().map(MvccStoreModelTest::text))
                    .containsExactlyElementsOf(model.keysOfLease(id));
        }
    }

    /** Playing the events of a revision onto the keys before it makes the keys after it. */
    private void assertEventsExplainEveryRevision() {
        for (long number = store.compactedRevision() + 1; number <= store.revision(); number++) {
            var keys = new TreeMap<>(model.at(number - 1));
            var expected = model.at(number);
            store.events(
                    number,
                    event -> {
                        var entry = event.entry();
                        var key = text(entry.key());
                        if (event instanceof Event.Put) {
                            keys.put(key, modelled(entry));
                        } else {
                            keys.remove(key);
                        }
                    });
            assertThat(keys).isEqualTo(expected);
        }
    }

    private static MvccStore reread(MvccStore store) throws IOException {
        var bytes = new ByteArrayOutputStream();
        Snapshot.of(store).writeTo(bytes);
        var reread = SnapshotReader.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(reread.size().live()).isEqualTo(store.size().live());
        return reread;
    }

    private static Command encoded(Command command) {
        var out = new BytesWriter(16);
        new CommandWriter(out).write(command);
        return new CommandReader(new BytesReader(out.toByteArray())).read();
    }

    private static void assertSame(KeyValue actual, String key, ReferenceModel.Entry expected) {
        assertThat(text(actual.key())).isEqualTo(key);
        assertThat(modelled(actual)).isEqualTo(expected);
    }

    private static ReferenceModel.Entry modelled(KeyValue entry) {
        return new ReferenceModel.Entry(
                text(entry.value()),
                entry.createRevision(),
                entry.modRevision(),
                entry.version(),
                entry.lease());
    }

    private static Operation.Put put(String key, String value) {
        return new Operation.Put(bytes(key), bytes(value), 0, false, false, false);
    }

    private static Operation.Range get(String key) {
        return query(KeyRange.single(bytes(key)), 0, 0);
    }

    private static Operation.Range query(KeyRange range, long limit, long revision) {
        return new Operation.Range(
                range, limit, revision, Sort.NONE, false, false, Operation.Bounds.NONE);
    }

    private String key() {
        return "k" + (char) ('a' + random.nextInt(8)) + (random.nextBoolean() ? "" : "x");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
