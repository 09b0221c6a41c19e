package dev.kaptan.state.store;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Comparison;
import dev.kaptan.state.mvcc.KeyRange;
import dev.kaptan.state.mvcc.KeyValue;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.mvcc.Refused;
import dev.kaptan.state.mvcc.Result;
import dev.kaptan.state.mvcc.Sort;
import dev.kaptan.state.watch.Subscriber;
import dev.kaptan.state.watch.WatchHub;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** What the store owes its clients over any log. */
abstract class StateStoreContract {

    private static final int CLIENTS = 8;
    private static final int ROUNDS = 30;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private WatchHub hub = new WatchHub();
    private ReplicatedLog<List<Outcome>> log;
    private StateStore store;

    /** Opens the log over the test's disk, which is empty at first and kept between openings. */
    protected abstract ReplicatedLog<List<Outcome>> open(StoreMachine machine) throws IOException;

    @BeforeEach
    void openStore() throws IOException {
        var machine = new StoreMachine();
        hub = new WatchHub();
        machine.listen(hub);
        log = open(machine);
        store = new StateStore(log, machine, threads);
    }

    @AfterEach
    void closeStore() {
        log.close();
        threads.shutdownNow();
    }

    @Test
    void readsWhatWasWritten() {
        var done = store.execute(put("a", "1"));
        assertThat(done.revision()).isEqualTo(2);
        assertThat(text(get("a").value())).isEqualTo("1");
        assertThat(get("a").modRevision()).isEqualTo(2);
    }

    @Test
    void throwsWhatTheStateForbidsAndGoesOn() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> store.execute(new Command.LeaseRevoke(7)))
                .returns(Refused.Reason.LEASE_NOT_FOUND, Refused::reason);
        assertThat(store.execute(put("a", "1")).revision()).isEqualTo(2);
    }

    @Test
    void noIncrementOfManyClientsIsLost() throws Exception {
        store.execute(put("counter", "0"));
        inParallel(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                increment("counter");
            }
        });
        assertThat(text(get("counter").value())).isEqualTo("" + CLIENTS * ROUNDS);
        assertThat(get("counter").version()).isEqualTo(CLIENTS * ROUNDS + 1);
    }

    @Test
    void watchersSeeEveryRevisionOnceAndInOrder() throws Exception {
        var signals = new AtomicInteger();
        var subscriber = hub.subscribe(signals::incrementAndGet);
        subscriber.watch(new KeyRange(bytes("k"), bytes("l")), 0);
        var seen = new ArrayList<Long>();
        var reader =
                threads.submit(() -> {
                    while (seen.size() < CLIENTS * ROUNDS) {
                        read(subscriber, seen);
                        Thread.sleep(1);
                    }
                    return seen;
                });
        inParallel(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                store.execute(put("k" + round, "v"));
                store.execute(put("other", "v"));
            }
        });
        assertThat(reader.get()).hasSize(CLIENTS * ROUNDS).doesNotHaveDuplicates().isSorted();
        assertThat(signals.get()).isPositive();
    }

    @Test
    void whatIsDueCoversEverythingAcknowledged() {
        var subscriber = hub.subscribe(() -> {});
        var watch = subscriber.watch(KeyRange.single(bytes("a")), 0);
        for (int round = 0; round < ROUNDS; round++) {
            long revision = store.execute(put("a", "v")).revision();
            var due = subscriber.take();
            assertThat(due.upTo()).isGreaterThanOrEqualTo(revision);
            assertThat(due.readings()).containsExactly(new Subscriber.Reading(watch, revision));
        }
        assertThat(subscriber.take().readings()).isEmpty();
        subscriber.close();
        assertThat(hub.watchers()).isZero();
    }

    @Test
    void aRestartKeepsKeysRevisionsLeasesAndHistory() throws IOException {
        store.execute(new Command.LeaseGrant(5, 60));
        store.execute(new Operation.Put(bytes("l"), bytes("1"), 5, false, false, false));
        store.execute(put("a", "1"));
        log.snapshot();
        store.execute(put("a", "2"));
        var before = get("a");
        log.close();
        openStore();
        assertThat(get("a")).usingRecursiveComparison().isEqualTo(before);
        assertThat(text(get("a", 3).value())).isEqualTo("1");
        assertThat(store.read().leaseTtlSeconds(5)).isEqualTo(60);
        store.execute(new Command.LeaseRevoke(5));
        assertThat(store.read().range(query("l", 0)).entries()).isEmpty();
    }

    @Test
    void compactionForgetsTheOldAndKeepsTheNew() {
        LongStream.range(0, 10).forEach(i -> store.execute(put("a", "" + i)));
        store.execute(new Command.Compact(8));
        assertThat(text(get("a", 8).value())).isEqualTo("6");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> get("a", 7))
                .returns(Refused.Reason.COMPACTED, Refused::reason);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> store.execute(new Command.Compact(100)))
                .returns(Refused.Reason.FUTURE_REVISION, Refused::reason);
    }

    private void read(Subscriber subscriber, List<Long> seen) {
        var due = subscriber.take();
        for (var reading : due.readings()) {
            for (long revision = reading.from(); revision <= due.upTo(); revision++) {
                long number = revision;
                store.local()
                        .events(
                                revision,
                                event -> {
                                    if (reading.watch().range().contains(event.entry().key())) {
                                        seen.add(number);
                                    }
                                });
            }
        }
    }

    private void increment(String key) {
        boolean done = false;
        while (!done) {
            var current = get(key);
            var value = "" + (Integer.parseInt(text(current.value())) + 1);
            var unchanged =
                    new Comparison(
                            KeyRange.single(bytes(key)),
                            Comparison.Relation.EQUAL,
                            new Comparison.Operand.ModRevision(current.modRevision()));
            var txn = new Operation.Txn(List.of(unchanged), List.of(put(key, value)), List.of());
            done = ((Result.Txn) store.execute(txn).result()).succeeded();
        }
    }

    private void inParallel(Runnable work) throws Exception {
        var running = LongStream.range(0, CLIENTS).mapToObj(i -> threads.submit(work)).toList();
        for (var each : running) {
            each.get();
        }
    }

    private KeyValue get(String key) {
        return get(key, 0);
    }

    private KeyValue get(String key, long revision) {
        return store.read().range(query(key, revision)).entries().getFirst();
    }

    private static Operation.Range query(String key, long revision) {
        return new Operation.Range(
                KeyRange.single(bytes(key)),
                0,
                revision,
                Sort.NONE,
                false,
                false,
                Operation.Bounds.NONE);
    }

    private static Operation.Put put(String key, String value) {
        return new Operation.Put(bytes(key), bytes(value), 0, false, false, false);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
