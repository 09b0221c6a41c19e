package dev.kaptan.state.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.KeyValue;
import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.state.FreePort;
import dev.kaptan.state.node.TestNode;

import io.grpc.Channel;
import io.grpc.ManagedChannelBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** From ours to a real etcd 3.5 and back into a fresh one of ours. */
class MigrationOnEtcdIT {

    private static final Path ETCD =
            Path.of(
                    Optional.ofNullable(System.getenv("KAPTAN_ETCD_BIN"))
                            .orElse("/usr/local/lib/kaptan-test/etcd-3.5"),
                    "etcd");

    private @TempDir Path directory;

    @Test
    void thereAndBackNothingChangesAndRevisionsOnlyGrow() throws Exception {
        assumeTrue(Files.isExecutable(ETCD), "no etcd 3.5; tools/install-test-tools installs it");
        int port = FreePort.any();
        var etcd = start(port);
        var plain = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try (var first = TestNode.start(Files.createDirectories(directory.resolve("first")), "a");
                var second =
                        TestNode.start(Files.createDirectories(directory.resolve("second")), "b");
                var ours = client(first.node().port());
                var real = client(port);
                var fresh = client(second.node().port())) {
            fill(first.channel());
            awaitAnswer(real, etcd);

            var there = migrate(ours, real);
            var onEtcd = all(plain);
            var back = migrate(real, fresh);

            assertThat(there.keys()).isEqualTo(301);
            assertThat(back.keys()).isEqualTo(301);
            assertThat(there.leases()).isEqualTo(1);
            assertThat(there.toRevision()).isGreaterThan(there.fromRevision());
            assertThat(back.toRevision()).isGreaterThan(there.toRevision());
            assertThat(texts(onEtcd)).isEqualTo(texts(all(first.channel())));
            assertThat(texts(all(second.channel()))).isEqualTo(texts(onEtcd));
        } finally {
            plain.shutdownNow();
            etcd.destroyForcibly().waitFor();
        }
    }

    private static Migration.Outcome migrate(StoreClient from, StoreClient to) {
        return new Migration(from, to, 10_000, false, text -> {}).run();
    }

    private static void fill(Channel channel) {
        LeaseGrpc.newBlockingStub(channel)
                .leaseGrant(LeaseGrantRequest.newBuilder().setID(77).setTTL(3600).build());
        var kv = KVGrpc.newBlockingStub(channel);
        for (int i = 0; i < 300; i++) {
            kv.put(put("key%03d".formatted(i), "value " + i, 0));
        }
        for (int i = 0; i < 300; i++) {
            kv.put(put("key%03d".formatted(i % 7), "again " + i, 0));
        }
        kv.put(put("event", "soon gone", 77));
    }

    private static PutRequest put(String key, String value, long lease) {
        return PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value))
                .setLease(lease)
                .build();
    }

    private static List<KeyValue> all(Channel channel) {
        var zero = ByteString.copyFrom(new byte[1]);
        return KVGrpc.newBlockingStub(channel)
                .range(RangeRequest.newBuilder().setKey(zero).setRangeEnd(zero).build())
                .getKvsList();
    }

    private static List<String> texts(List<KeyValue> entries) {
        return entries.stream()
                .map(entry ->
                        entry.getKey().toStringUtf8()
                                + "="
                                + entry.getValue().toStringUtf8()
                                + " lease "
                                + entry.getLease())
                .toList();
    }

    private static StoreClient client(int port) throws IOException {
        var uri = URI.create("http://127.0.0.1:" + port);
        return StoreClient.of(new StoreEndpoints(List.of(uri), null));
    }

    private static void awaitAnswer(StoreClient store, Process etcd) throws InterruptedException {
        for (int attempt = 0; attempt < 300 && etcd.isAlive(); attempt++) {
            try {
                store.any().resetConnectBackoff();
                return;
            } catch (StoreUnreachableException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new AssertionError("etcd does not answer");
    }

    private Process start(int port) throws IOException {
        var client = "http://127.0.0.1:" + port;
        var peer = "http://127.0.0.1:" + FreePort.any();
        return new ProcessBuilder(
                        ETCD.toString(),
                        "--data-dir=" + directory.resolve("etcd"),
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=default=" + peer,
                        "--log-level=error")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("etcd.log").toFile())
                .start();
    }
}
