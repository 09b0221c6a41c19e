package dev.kaptan.state.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.KeyValue;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.LeaseTimeToLiveRequest;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.state.node.TestNode;

import io.grpc.Channel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class MigrationTest {

    private static final int KEYS = 450;

    private @TempDir Path directory;
    private TestNode source;
    private TestNode target;
    private StoreClient from;
    private StoreClient to;

    @BeforeEach
    void start() throws Exception {
        source = TestNode.start(Files.createDirectories(directory.resolve("source")), "old");
        target = TestNode.start(Files.createDirectories(directory.resolve("target")), "new");
        from = client(source);
        to = client(target);
        for (int i = 0; i < KEYS; i++) {
            put(source.channel(), "key%03d".formatted(i), "first", 0);
        }
        for (int i = 0; i < 50; i++) {
            put(source.channel(), "key%03d".formatted(i), "second " + i, 0);
        }
    }

    @AfterEach
    void stop() throws Exception {
        from.close();
        to.close();
        source.close();
        target.close();
    }

    private static StoreClient client(TestNode node) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + node.node().port());
        return StoreClient.of(new StoreEndpoints(List.of(uri), null));
    }

    private static void put(Channel channel, String key, String value, long lease) {
        KVGrpc.newBlockingStub(channel)
                .put(
                        PutRequest.newBuilder()
                                .setKey(ByteString.copyFromUtf8(key))
                                .setValue(ByteString.copyFromUtf8(value))
                                .setLease(lease)
                                .build());
    }

    private static List<KeyValue> all(Channel channel) {
        var zero = ByteString.copyFrom(new byte[1]);
        return KVGrpc.newBlockingStub(channel)
                .range(RangeRequest.newBuilder().setKey(zero).setRangeEnd(zero).build())
                .getKvsList();
    }

    private Migration migration(long mostWrites, boolean overwrite) {
        return new Migration(from, to, mostWrites, overwrite, text -> {});
    }

    @Test
    void everyKeyIsThereAndNoRevisionIsOlderThanItWas() {
        long revision = source.node().store().local().revision();

        var outcome = migration(10_000, false).run();

        assertThat(outcome.keys()).isEqualTo(KEYS);
        assertThat(outcome.fromRevision()).isEqualTo(revision);
        assertThat(outcome.toRevision()).isGreaterThan(revision);
        var before = all(source.channel());
        var after = all(target.channel());
        assertThat(after).extracting(KeyValue::getKey).isEqualTo(keys(before));
        assertThat(after).extracting(KeyValue::getValue).isEqualTo(values(before));
        assertThat(after).allMatch(entry -> entry.getModRevision() > revision);
        assertThat(target.node().store().local().compactedRevision())
                .as("whoever watches from an old revision must list again")
                .isGreaterThan(revision);
    }

    private static List<ByteString> keys(List<KeyValue> entries) {
        return entries.stream().map(KeyValue::getKey).toList();
    }

    private static List<ByteString> values(List<KeyValue> entries) {
        return entries.stream().map(KeyValue::getValue).toList();
    }

    @Test
    void leasesKeepTheirIdsTheirTimeAndTheirKeys() {
        LeaseGrpc.newBlockingStub(source.channel())
                .leaseGrant(LeaseGrantRequest.newBuilder().setID(77).setTTL(600).build());
        put(source.channel(), "event", "soon gone", 77);

        var outcome = migration(10_000, false).run();

        assertThat(outcome.leases()).isEqualTo(1);
        var lease =
                LeaseGrpc.newBlockingStub(target.channel())
                        .leaseTimeToLive(
                                LeaseTimeToLiveRequest.newBuilder()
                                        .setID(77)
                                        .setKeys(true)
                                        .build());
        assertThat(lease.getGrantedTTL()).isEqualTo(600);
        assertThat(lease.getKeysList()).containsExactly(ByteString.copyFromUtf8("event"));
    }

    @Test
    void aTargetThatHoldsKeysIsLeftAloneUnlessTold() {
        put(target.channel(), "precious", "1", 0);

        assertThatThrownBy(() -> migration(10_000, false).run())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("holds 1 keys already")
                .hasMessageContaining("--overwrite");
        assertThat(all(target.channel())).hasSize(1);

        assertThat(migration(10_000, true).run().keys()).isEqualTo(KEYS);
    }

    @Test
    void aTargetThatIsTooFarBehindIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> migration(10, false).run())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("stands 500 revisions behind")
                .hasMessageContaining("--most-writes 500");
    }

    @Test
    void theSameClusterOnBothSidesIsRefused() {
        assertThatThrownBy(() -> new Migration(from, from, 10, true, text -> {}).run())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("are one cluster");
        assertThat(all(source.channel())).hasSize(KEYS);
    }

    @Test
    void twoStoresThatShareTheirClusterIdAreTwo() throws Exception {
        var twin = Files.createDirectories(directory.resolve("twin"));
        try (var third = TestNode.start(twin, "old");
                var another = client(third)) {
            assertThat(third.node().store().status().clusterId())
                    .isEqualTo(source.node().store().status().clusterId());

            var outcome = new Migration(from, another, 10_000, false, text -> {}).run();

            assertThat(outcome.keys()).isEqualTo(KEYS);
            assertThat(values(all(third.channel()))).isEqualTo(values(all(source.channel())));
        }
    }

    @Test
    void aWriteToTheSourceMeanwhileIsFound() {
        var writing =
                new Migration(
                        from,
                        to,
                        10_000,
                        false,
                        text -> {
                            if (text.startsWith("copying")) {
                                put(source.channel(), "key001", "changed", 0);
                            }
                        });

        assertThatThrownBy(writing::run)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("the key key001 differs")
                .hasMessageContaining("Stop every gateway");
    }
}
