package dev.kaptan.api.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.api.engine.store.KeyValueStore.Entry;
import dev.kaptan.api.engine.store.KeyValueStore.Event;
import dev.kaptan.api.engine.store.KeyValueStore.Outcome;
import dev.kaptan.api.engine.store.KeyValueStore.Page;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What every store does. Each test has a store of its own, which may hold other keys already. */
public abstract class KeyValueStoreContract {

    private static final String PREFIX = "/contract/";

    private KeyValueStore store;

    /** A store that holds no key below {@code /contract/}. */
    protected abstract KeyValueStore create() throws Exception;

    /** Forgets all history up to the revision. */
    protected abstract void compact(KeyValueStore store, long revision) throws Exception;

    @BeforeEach
    void createStore() throws Exception {
        store = create();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private long put(String key, String value, long expected) {
        return ((Outcome.Done) store.put(PREFIX + key, bytes(value), expected)).revision();
    }

    private static List<String> keys(Page page) {
        return page.entries().stream().map(e -> e.key().substring(PREFIX.length())).toList();
    }

    /** What a watch delivered, in order. */
    private static final class Recorder implements KeyValueStore.Listener {
        final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<Long> progress = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<StoreException> failures = new LinkedBlockingQueue<>();

        @Override
        public void events(long revision, List<Event> events) {
            for (Event event : events) {
                switch (event) {
                    case Event.Put(Entry entry, Entry previous) ->
                            seen.add(
                                    "put %s=%s after %s"
                                            .formatted(
                                                    entry.key().substring(PREFIX.length()),
                                                    new String(entry.value(), UTF_8),
                                                    previous == null
                                                            ? "nothing"
                                                            : new String(previous.value(), UTF_8)));
                    case Event.Delete(String key, long deletion, Entry previous) -> {
                        assertThat(deletion).isEqualTo(revision);
                        seen.add(
                                "delete %s=%s"
                                        .formatted(
                                                key.substring(PREFIX.length()),
                                                new String(previous.value(), UTF_8)));
                    }
                }
            }
        }

        @Override
        public void progress(long revision) {
            progress.add(revision);
        }

        @Override
        public void failed(StoreException cause) {
            failures.add(cause);
        }

        List<String> take(int count) throws InterruptedException {
            var taken = new ArrayList<String>();
            for (int i = 0; i < count; i++) {
                taken.add(seen.poll(10, TimeUnit.SECONDS));
            }
            return taken;
        }
    }

    @Test
    void hasNoEntryBeforeItIsPut() {
        assertThat(store.get(PREFIX + "a")).isNull();
    }

    @Test
    void showsWhatWasPutWithItsRevisions() {
        long created = put("a", "1", 0);
        long changed = put("a", "2", created);
        Entry entry = store.get(PREFIX + "a");
        assertThat(entry.value()).isEqualTo(bytes("2"));
        assertThat(entry.createRevision()).isEqualTo(created);
        assertThat(entry.modRevision()).isEqualTo(changed);
        assertThat(changed).isGreaterThan(created);
        assertThat(store.currentRevision()).isGreaterThanOrEqualTo(changed);
    }

    @Test
    void refusesToCreateWhatExistsAndTellsWhatIsThere() {
        put("a", "1", 0);
        var outcome = (Outcome.Conflict) store.put(PREFIX + "a", bytes("2"), 0);
        assertThat(outcome.current().value()).isEqualTo(bytes("1"));
        assertThat(store.get(PREFIX + "a").value()).isEqualTo(bytes("1"));
    }

    @Test
    void refusesAWriteThatIsBasedOnAnOldRevision() {
        long first = put("a", "1", 0);
        put("a", "2", first);
        assertThat(store.put(PREFIX + "a", bytes("3"), first)).isInstanceOf(Outcome.Conflict.class);
        assertThat(store.delete(PREFIX + "a", first)).isInstanceOf(Outcome.Conflict.class);
        assertThat(store.get(PREFIX + "a").value()).isEqualTo(bytes("2"));
    }

    @Test
    void tellsThatNothingIsThereToChange() {
        var outcome = (Outcome.Conflict) store.put(PREFIX + "a", bytes("1"), 7);
        assertThat(outcome.current()).isNull();
        assertThat(((Outcome.Conflict) store.delete(PREFIX + "a", 7)).current()).isNull();
    }

    @Test
    void forgetsWhatIsDeletedAndCreatesItAnew() {
        long first = put("a", "1", 0);
        assertThat(store.delete(PREFIX + "a", first)).isInstanceOf(Outcome.Done.class);
        assertThat(store.get(PREFIX + "a")).isNull();
        long second = put("a", "2", 0);
        assertThat(store.get(PREFIX + "a").createRevision()).isEqualTo(second);
    }

    @Test
    void listsAPrefixInKeyOrderAndNothingElse() {
        put("b", "1", 0);
        put("a/y", "1", 0);
        put("a/x", "1", 0);
        put("ab", "1", 0);
        assertThat(keys(store.list(PREFIX, null, 0, 0))).containsExactly("a/x", "a/y", "ab", "b");
        assertThat(keys(store.list(PREFIX + "a/", null, 0, 0))).containsExactly("a/x", "a/y");
    }

    @Test
    void listsPageByPageAtOneRevision() {
        for (String key : List.of("a", "b", "c", "d", "e")) {
            put(key, "1", 0);
        }
        Page first = store.list(PREFIX, null, 2, 0);
        put("bb", "later", 0);
        store.delete(PREFIX + "d", store.get(PREFIX + "d").modRevision());
        Page second = store.list(PREFIX, PREFIX + "b", 2, first.revision());
        Page third = store.list(PREFIX, PREFIX + "d", 2, first.revision());
        assertThat(keys(first)).containsExactly("a", "b");
        assertThat(first.more()).isTrue();
        assertThat(first.remaining()).isEqualTo(3);
        assertThat(keys(second)).containsExactly("c", "d");
        assertThat(keys(third)).containsExactly("e");
        assertThat(third.more()).isFalse();
        assertThat(third.remaining()).isZero();
    }

    @Test
    void letsEntriesExpire() throws Exception {
        store.putExpiring(PREFIX + "a", bytes("1"), 0, 1);
        assertThat(store.get(PREFIX + "a")).isNotNull();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (store.get(PREFIX + "a") != null && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertThat(store.get(PREFIX + "a")).isNull();
    }

    @Test
    void watchesAPrefixInOrder() throws Exception {
        var recorder = new Recorder();
        try (var watch = store.watch(PREFIX + "a", store.currentRevision() + 1, recorder)) {
            long first = put("a1", "x", 0);
            put("b", "x", 0);
            long second = put("a1", "y", first);
            store.delete(PREFIX + "a1", second);
            assertThat(recorder.take(3))
                    .containsExactly("put a1=x after nothing", "put a1=y after x", "delete a1=y");
        }
    }

    @Test
    void watchesFromAnEarlierRevision() throws Exception {
        long first = put("a", "1", 0);
        long second = put("a", "2", first);
        put("a", "3", second);
        var recorder = new Recorder();
        try (var watch = store.watch(PREFIX, second, recorder)) {
            assertThat(recorder.take(2)).containsExactly("put a=2 after 1", "put a=3 after 2");
        }
    }

    @Test
    void reportsProgressAfterAllEvents() throws Exception {
        var recorder = new Recorder();
        try (var watch = store.watch(PREFIX + "a", store.currentRevision() + 1, recorder)) {
            put("a", "1", 0);
            long elsewhere = put("z", "1", 0);
            store.requestProgress();
            Long reported = recorder.progress.poll(10, TimeUnit.SECONDS);
            while (reported != null && reported < elsewhere) {
                store.requestProgress();
                reported = recorder.progress.poll(10, TimeUnit.SECONDS);
            }
            assertThat(reported).isNotNull();
            assertThat(recorder.seen).containsExactly("put a=1 after nothing");
        }
    }

    @Test
    void tellsAWatcherThatItsPastIsCompacted() throws Exception {
        long first = put("a", "1", 0);
        long second = put("a", "2", first);
        put("a", "3", second);
        compact(store, second);
        var recorder = new Recorder();
        try (var watch = store.watch(PREFIX, first, recorder)) {
            StoreException failure = recorder.failures.poll(10, TimeUnit.SECONDS);
            assertThat(failure.reason()).isEqualTo(StoreException.Reason.COMPACTED);
        }
    }

    @Test
    void refusesToListACompactedRevision() throws Exception {
        long first = put("a", "1", 0);
        long second = put("a", "2", first);
        put("a", "3", second);
        compact(store, second);
        assertThatThrownBy(() -> store.list(PREFIX, null, 0, first))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.COMPACTED));
    }

    @Test
    void losesNoWriteOfManyAtOnce() throws Exception {
        put("n", "0", 0);
        var conflicts = new AtomicInteger();
        var done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            Thread.ofVirtual()
                    .start(() -> {
                        for (int n = 0; n < 25; n++) {
                            increment(conflicts);
                        }
                        done.countDown();
                    });
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(store.get(PREFIX + "n").value()).isEqualTo(bytes("100"));
    }

    private void increment(AtomicInteger conflicts) {
        while (true) {
            Entry entry = store.get(PREFIX + "n");
            int next = Integer.parseInt(new String(entry.value(), UTF_8)) + 1;
            if (store.put(entry.key(), bytes("" + next), entry.modRevision())
                    instanceof Outcome.Done) {
                return;
            }
            conflicts.incrementAndGet();
        }
    }
}
