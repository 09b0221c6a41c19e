package dev.kaptan.api.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.api.engine.cache.Subscription.Delivery;
import dev.kaptan.api.engine.store.InMemoryKeyValueStore;
import dev.kaptan.api.engine.store.KeyValueStore;
import dev.kaptan.api.engine.store.KeyValueStore.Entry;
import dev.kaptan.api.engine.store.KeyValueStore.Outcome;
import dev.kaptan.api.model.builtin.BuiltInKinds;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.selector.FieldSelector;
import dev.kaptan.api.model.selector.LabelSelector;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.api.model.status.Status;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

class WatchCacheTest {

    private static final String PREFIX = "/registry/configmaps/";
    private static final Kind KIND = BuiltInKinds.kinds().byResource("", "v1", "configmaps");

    private final InMemoryKeyValueStore store = new InMemoryKeyValueStore(Clock.systemUTC());
    private final RevisionBarrier barrier = new RevisionBarrier(store);
    private final WatchCache cache = WatchCache.start(store, barrier, PREFIX, this::decode);

    @AfterEach
    void close() {
        cache.close();
        store.close();
    }

    private CachedObject decode(Entry entry) {
        return CachedObject.of(
                KIND,
                entry.key(),
                entry.modRevision(),
                entry.value(),
                Json.parseObject(entry.value()));
    }

    /** Shows events as {@code TYPE name revision}. */
    private static final class PlainForm implements EventForm {
        @Override
        public byte[] frame(EventType type, CachedObject object) {
            String name = object.key().substring(PREFIX.length());
            return (type + " " + name + " " + object.revision()).getBytes(UTF_8);
        }

        @Override
        public byte[] bookmark(long revision, boolean initialEventsEnd) {
            return ("BOOKMARK " + revision).getBytes(UTF_8);
        }

        @Override
        public byte[] error(Status status) {
            return "ERROR".getBytes(UTF_8);
        }
    }

    private static final EventForm FORM = new PlainForm();

    private static Selection all(String labels) {
        return Selection.of(KIND, PREFIX, LabelSelector.parse(labels), FieldSelector.EVERYTHING);
    }

    private long put(String name, String color) {
        String key = PREFIX + name;
        Entry old = store.get(key);
        String json =
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"%s\",\"labels\":{\"color\":\"%s\"}}}"
                        .formatted(name, color);
        var outcome = store.put(key, json.getBytes(UTF_8), old == null ? 0 : old.modRevision());
        return ((Outcome.Done) outcome).revision();
    }

    private long delete(String name) {
        Entry old = store.get(PREFIX + name);
        return ((Outcome.Done) store.delete(old.key(), old.modRevision())).revision();
    }

    private static List<String> names(Snapshot snapshot, Selection selection) {
        return snapshot.list(selection, "", 0).objects().stream()
                .map(object -> object.key().substring(PREFIX.length()))
                .toList();
    }

    private static String next(Subscription subscription) throws InterruptedException {
        Delivery delivery = subscription.poll(TimeUnit.SECONDS.toNanos(10));
        return delivery == null ? "nothing" : new String(delivery.event().frame(FORM), UTF_8);
    }

    @Test
    void showsItsOwnWritesInConsistentLists() {
        for (int i = 0; i < 50; i++) {
            put("ns/a" + i, "red");
            assertThat(names(cache.consistent(), all(""))).hasSize(i + 1);
        }
    }

    @Test
    void waitsForWritesToOtherResources() {
        put("ns/a", "red");
        store.put("/registry/pods/x", new byte[] {1}, 0);
        assertThat(cache.consistent().revision()).isGreaterThanOrEqualTo(store.currentRevision());
    }

    @Test
    void tellsThatARevisionIsInTheFuture() {
        long current = put("ns/a", "red");
        assertThatThrownBy(() -> cache.notOlderThan(current + 100))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(504);
                            assertThat(e.getMessage()).contains("Too large resource version");
                        });
    }

    @Test
    void showsObjectsThatEnterAndLeaveASelection() throws Exception {
        cache.consistent();
        try (var red = cache.watch(all("color=red"), 0)) {
            long r1 = put("ns/a", "blue");
            long r2 = put("ns/a", "red");
            long r3 = put("ns/a", "red");
            long r4 = put("ns/a", "green");
            long r5 = put("ns/a", "red");
            long r6 = delete("ns/a");
            assertThat(r1).isPositive();
            assertThat(next(red)).isEqualTo("ADDED ns/a " + r2);
            assertThat(next(red)).isEqualTo("MODIFIED ns/a " + r3);
            assertThat(next(red)).isEqualTo("DELETED ns/a " + r4);
            assertThat(next(red)).isEqualTo("ADDED ns/a " + r5);
            assertThat(next(red)).isEqualTo("DELETED ns/a " + r6);
        }
    }

    @Test
    void encodesAnEventOnceForAllItsWatchers() throws Exception {
        cache.consistent();
        try (var one = cache.watch(all(""), 0);
                var other = cache.watch(all(""), 0)) {
            put("ns/a", "red");
            Delivery first = one.poll(TimeUnit.SECONDS.toNanos(10));
            Delivery second = other.poll(TimeUnit.SECONDS.toNanos(10));
            byte[] frame = first.event().frame(FORM);
            assertThat(second.event().frame(FORM)).isSameAs(frame);
        }
    }

    @Test
    void refusesToWatchFromBeforeItsWindow() {
        long first = put("ns/a", "red");
        for (int i = 0; i < EventWindow.ALWAYS + 5; i++) {
            put("ns/a", "red");
        }
        put("ns/b", "red");
        cache.close();
        var late = WatchCache.start(store, barrier, PREFIX, this::decode);
        late.consistent();
        assertThatThrownBy(() -> late.watch(all(""), first))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(410));
        late.close();
    }

    @Test
    void cutsOffAWatcherThatLagsAndServesTheOthers() throws Exception {
        cache.consistent();
        var slow = cache.watch(all(""), 0);
        for (int i = 0; i < Subscription.CAPACITY + 10; i++) {
            put("ns/a", "red");
        }
        cache.consistent();
        int seen = 0;
        while (!slow.ended()) {
            assertThat(slow.poll(TimeUnit.SECONDS.toNanos(1))).isNotNull();
            seen++;
        }
        assertThat(seen).isEqualTo(Subscription.CAPACITY);
        try (var quick = cache.watch(all(""), 0)) {
            long revision = put("ns/b", "red");
            assertThat(next(quick)).isEqualTo("ADDED ns/b " + revision);
        }
    }

    @Test
    void goesOnAfterALostConnectionWithoutLossOrRepetition() throws Exception {
        cache.consistent();
        try (var watch = cache.watch(all(""), 0)) {
            long r1 = put("ns/a", "red");
            assertThat(next(watch)).isEqualTo("ADDED ns/a " + r1);
            store.disconnect();
            long r2 = put("ns/a", "blue");
            long r3 = delete("ns/a");
            assertThat(next(watch)).isEqualTo("MODIFIED ns/a " + r2);
            assertThat(next(watch)).isEqualTo("DELETED ns/a " + r3);
            assertThat(watch.poll(TimeUnit.MILLISECONDS.toNanos(100))).isNull();
        }
    }

    @Test
    void endsItsWatchesWhenThePastWasCompactedMeanwhile() throws Exception {
        cache.consistent();
        var watch = cache.watch(all(""), 0);
        store.disconnect();
        put("ns/a", "red");
        store.compact(put("ns/b", "red"));
        put("ns/c", "red");
        assertThat(watch.poll(TimeUnit.SECONDS.toNanos(10))).isNull();
        assertThat(watch.ended()).isTrue();
        assertThat(names(cache.consistent(), all(""))).containsExactly("ns/a", "ns/b", "ns/c");
    }

    /** A store that reports progress before the events, as etcd 3.4.23 does after a restart. */
    private static final class HastyStore implements KeyValueStore {
        private final KeyValueStore store;
        private volatile Listener listener;

        HastyStore(KeyValueStore store) {
            this.store = store;
        }

        @Override
        public AutoCloseable watch(String prefix, long startRevision, Listener to) {
            listener = to;
            return () -> {};
        }

        @Override
        public void requestProgress() {
            listener.progress(store.currentRevision());
        }

        @Override
        public Entry get(String key) {
            return store.get(key);
        }

        @Override
        public Page list(String prefix, String startAfter, int limit, long revision) {
            return store.list(prefix, startAfter, limit, revision);
        }

        @Override
        public long currentRevision() {
            return store.currentRevision();
        }

        @Override
        public Outcome put(String key, byte[] value, long expected) {
            return store.put(key, value, expected);
        }

        @Override
        public Outcome putExpiring(String key, byte[] value, long expected, long ttl) {
            return store.putExpiring(key, value, expected, ttl);
        }

        @Override
        public Outcome delete(String key, long expected) {
            return store.delete(key, expected);
        }

        @Override
        public void close() {}
    }

    @Test
    void takesEventsThatComeAfterTheirProgress() throws Exception {
        var hasty = new HastyStore(store);
        var behind = WatchCache.start(hasty, new RevisionBarrier(hasty), PREFIX, this::decode);
        behind.any();
        while (hasty.listener == null) {
            Thread.onSpinWait();
        }
        long revision = put("ns/a", "red");
        behind.consistent();
        try (var watch = behind.watch(all(""), 0)) {
            var event = new KeyValueStore.Event.Put(store.get(PREFIX + "ns/a"), null);
            hasty.listener.events(revision, List.of(event));
            hasty.listener.events(revision, List.of(event));
            assertThat(next(watch)).isEqualTo("ADDED ns/a " + revision);
            assertThat(watch.idle()).isTrue();
            assertThat(names(behind.any(), all(""))).containsExactly("ns/a");
        }
        behind.close();
    }

    /** A watcher of a selection that keeps what it was told. */
    private static final class Follower {
        final Selection selection;
        final Subscription subscription;
        final Map<String, Long> view = new TreeMap<>();
        long last;

        Follower(Selection selection, Subscription subscription) {
            this.selection = selection;
            this.subscription = subscription;
            this.last = subscription.start();
            subscription.initial().forEach(o -> view.put(o.key(), o.revision()));
        }

        void catchUp(long until) throws InterruptedException {
            while (subscription.caughtUpTo() < until) {
                Delivery delivery = subscription.poll(TimeUnit.MILLISECONDS.toNanos(20));
                if (delivery != null) {
                    accept(new String(delivery.event().frame(FORM), UTF_8).split(" "));
                }
            }
        }

        private void accept(String[] event) {
            String key = PREFIX + event[1];
            long revision = Long.parseLong(event[2]);
            assertThat(revision).as("order of events").isGreaterThan(last);
            last = revision;
            switch (event[0]) {
                case "ADDED" -> assertThat(view.put(key, revision)).as("added " + key).isNull();
                case "MODIFIED" ->
                        assertThat(view.put(key, revision)).as("modified " + key).isNotNull();
                default -> assertThat(view.remove(key)).as("deleted " + key).isNotNull();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void showsEachWatcherExactlyWhatAListShows(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        String[] colors = {"red", "blue", "green"};
        String[] selectors = {"", "color=red", "color!=red", "color in (red,blue)"};
        var followers = new ArrayList<Follower>();
        var past = new TreeMap<Long, List<String>>();
        for (int step = 0; step < 600; step++) {
            String name = "ns" + random.nextInt(3) + "/o" + random.nextInt(12);
            if (random.nextInt(4) > 0 || store.get(PREFIX + name) == null) {
                put(name, colors[random.nextInt(3)]);
            } else {
                delete(name);
            }
            if (step % 60 == 0) {
                Snapshot state = cache.consistent();
                past.put(state.revision(), names(state, all("")));
                Selection selection = all(selectors[random.nextInt(selectors.length)]);
                followers.add(
                        new Follower(selection, cache.watchWithState(selection, state.revision())));
            }
            if (random.nextInt(150) == 0) {
                store.disconnect();
            }
        }
        Snapshot end = cache.consistent();
        for (Follower follower : followers) {
            follower.catchUp(end.revision());
            var listed = new TreeMap<String, Long>();
            end.list(follower.selection, "", 0)
                    .objects()
                    .forEach(object -> listed.put(object.key(), object.revision()));
            assertThat(follower.view).isEqualTo(listed);
        }
        for (var moment : past.entrySet()) {
            assertThat(names(cache.exactly(moment.getKey()), all(""))).isEqualTo(moment.getValue());
        }
    }
}
