package dev.kaptan.gateway.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.api.engine.store.KeyValueStore.Outcome;
import dev.kaptan.api.engine.store.StoreException;
import dev.kaptan.etcd.api.CompactionRequest;
import dev.kaptan.etcd.api.KVGrpc;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;

/** What the contract leaves to this adapter: connections that break, compaction, shared leases. */
@EnabledIf(
        value = "dev.kaptan.gateway.etcd.EtcdProcess#installed",
        disabledReason = "no etcd on the PATH")
class EtcdStoreIT {

    @TempDir Path folder;
    private EtcdProcess etcd;
    private EtcdStore store;

    EtcdProcess start(Path data) throws IOException {
        return new EtcdProcess(data);
    }

    @BeforeEach
    void start() throws Exception {
        etcd = start(folder.resolve("data"));
        store =
                new EtcdStore(
                        etcd.endpoints(),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry(),
                        Duration.ofSeconds(3));
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        etcd.close();
    }

    private long put(String key, String value, long expected) {
        var outcome = store.put(key, value.getBytes(StandardCharsets.UTF_8), expected);
        return ((Outcome.Done) outcome).revision();
    }

    private void compact(long revision) {
        var channel =
                Reconnection.of(etcd.endpoints(), Executors.newVirtualThreadPerTaskExecutor())
                        .channel();
        KVGrpc.newBlockingStub(channel)
                .compact(CompactionRequest.newBuilder().setRevision(revision).build());
        channel.shutdownNow();
    }

    @Test
    void readsOnAfterTheStoreCrashed() throws Exception {
        put("/a", "1", 0);
        etcd.crash();
        assertThat(store.get("/a")).isNotNull();
        assertThat(put("/b", "2", 0)).isGreaterThan(0);
    }

    @Test
    void saysThatTheStoreIsNotThere() throws Exception {
        etcd.kill();
        assertThatThrownBy(() -> store.get("/a"))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE));
    }

    /** gRPC alone would pause longer and longer between its attempts. */
    @Test
    void findsTheStoreSoonAfterALongOutage() throws Exception {
        put("/a", "1", 0);
        etcd.kill();
        assertThat(answers()).isFalse();
        Thread.sleep(Duration.ofSeconds(4));
        long failing = System.nanoTime();
        assertThatThrownBy(() -> store.get("/a")).isInstanceOf(StoreException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - failing)).isLessThan(Duration.ofSeconds(2));
        etcd.restart();
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        while (!answers() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(answers()).isTrue();
    }

    private boolean answers() {
        try {
            return store.get("/a") != null;
        } catch (StoreException e) {
            return false;
        }
    }

    @Test
    void goesOnWatchingWhereACrashInterruptedIt() throws Exception {
        var seen = new RecordingListener();
        long first = put("/pods/a", "1", 0);
        try (var watch = store.watch("/pods/", first, seen)) {
            assertThat(seen.next()).isEqualTo("put /pods/a 1");
            etcd.crash();
            long second = put("/pods/a", "2", first);
            assertThat(seen.next()).isEqualTo("put /pods/a 2 was 1");
            store.delete("/pods/a", second);
            assertThat(seen.next()).isEqualTo("delete /pods/a was 2");
        }
    }

    @Test
    void endsAWatchThatIsOvertakenByACompaction() throws Exception {
        long first = put("/a", "1", 0);
        long second = put("/a", "2", first);
        compact(second);
        var seen = new RecordingListener();
        try (var watch = store.watch("/", first, seen)) {
            assertThat(seen.next()).isEqualTo("failed COMPACTED");
        }
        assertThatThrownBy(() -> store.list("/", null, 0, first))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.COMPACTED));
    }

    @Test
    void keepsWatchesApartOnOneStream() throws Exception {
        var pods = new RecordingListener();
        var nodes = new RecordingListener();
        long start = store.currentRevision() + 1;
        var podWatch = store.watch("/pods/", start, pods);
        try (var nodeWatch = store.watch("/nodes/", start, nodes)) {
            put("/nodes/n", "1", 0);
            put("/pods/p", "1", 0);
            assertThat(nodes.next()).isEqualTo("put /nodes/n 1");
            assertThat(pods.next()).isEqualTo("put /pods/p 1");
            podWatch.close();
            put("/pods/q", "1", 0);
            put("/nodes/m", "1", 0);
            assertThat(nodes.next()).isEqualTo("put /nodes/m 1");
        }
        put("/pods/r", "1", 0);
        long now = store.currentRevision();
        var later = new RecordingListener();
        try (var watch = store.watch("/pods/", now, later)) {
            assertThat(later.next()).isEqualTo("put /pods/r 1");
        }
    }

    @Test
    void reportsProgressToEveryWatch() throws Exception {
        var pods = new RecordingListener();
        var nodes = new RecordingListener();
        long now = put("/other", "1", 0);
        try (var podWatch = store.watch("/pods/", now, pods);
                var nodeWatch = store.watch("/nodes/", now, nodes)) {
            new LateProgress(store).requestProgress();
            assertThat(List.of(pods.next(), nodes.next())).containsOnly("progress " + now);
        }
    }

    @Test
    void deletesWhatExpires() throws Exception {
        var seen = new RecordingListener();
        var created = store.putExpiring("/events/e", new byte[] {'1'}, 0, 1);
        assertThat(created).isInstanceOf(Outcome.Done.class);
        try (var watch = store.watch("/events/", ((Outcome.Done) created).revision(), seen)) {
            assertThat(seen.next()).isEqualTo("put /events/e 1");
            assertThat(seen.next()).isEqualTo("delete /events/e was 1");
        }
    }
}
