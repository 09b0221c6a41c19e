package dev.kaptan.gateway.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.api.engine.store.KeyValueStore.Outcome;
import dev.kaptan.api.engine.store.StoreException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The first of two members is reached and cannot serve; the other one is a real etcd. */
@EnabledIf(
        value = "dev.kaptan.gateway.etcd.EtcdProcess#installed",
        disabledReason = "no etcd on the PATH")
class EtcdStoreBesideCutOffMemberIT {

    @TempDir Path folder;
    private EtcdProcess etcd;
    private CutOffMember cutOff;
    private EtcdStore store;

    @BeforeEach
    void start() throws Exception {
        etcd = new EtcdProcess(folder.resolve("data"));
        cutOff = new CutOffMember();
        store =
                new EtcdStore(
                        new EtcdEndpoints(List.of(cutOff.uri(), etcd.uri()), null),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry(),
                        Duration.ofSeconds(3));
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        cutOff.close();
        etcd.close();
    }

    @Test
    void aReadGoesOnAtTheOtherMember() {
        assertThat(store.get("/a")).isNull();
        assertThat(cutOff.asked()).containsExactly("Range hasleader=null");
        assertThat(store.get("/a")).isNull();
        assertThat(cutOff.asked()).hasSize(1);
    }

    /** What may have been carried out is not sent again. */
    @Test
    void aWriteFailsOnceAndTheNextIsTheOtherMembers() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> put("1"))
                .returns(StoreException.Reason.UNAVAILABLE, StoreException::reason);
        assertThat(put("2")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aWatchAsksForALeaderAndGoesOnAtTheOtherMember() throws Exception {
        long empty = store.currentRevision();
        var seen = new RecordingListener();
        try (var watch = store.watch("/", empty + 1, seen)) {
            put("1");
            assertThat(seen.next()).isEqualTo("put /a 1");
        }
        assertThat(cutOff.asked()).contains("Watch hasleader=true");
    }

    private Outcome put(String value) {
        return store.put("/a", value.getBytes(StandardCharsets.UTF_8), 0);
    }
}
