package dev.kaptan.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.state.postgres.NeedsPostgres;
import dev.kaptan.state.postgres.PostgresServer;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Two instances as processes on one database, of which one is killed (-9) under writes. */
@NeedsPostgres
class KilledInstanceIT {

    private static final int CLIENTS = 3;
    private static final int WRITES = 100;
    private static final int ROUNDS = 2;

    private final String schema = PostgresServer.newSchema();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private @TempDir Path directory;
    private volatile boolean enough;

    private record Running(Process process, ManagedChannel channel) {
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
            channel.shutdownNow();
        }
    }

    @Test
    void theOtherGoesOnAndNothingAcknowledgedIsLost() throws Exception {
        var survivor = start("survivor");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            awaitAnswer(survivor);
            threads.submit(() -> write(survivor, "survivor"));
            for (int round = 0; round < ROUNDS; round++) {
                var victim = start("victim");
                awaitAnswer(victim);
                for (int client = 0; client < CLIENTS; client++) {
                    var name = "victim/%d/%d".formatted(round, client);
                    threads.submit(() -> write(victim, name));
                }
                awaitWrites(acknowledged.size() + WRITES);
                victim.kill();
                awaitWrites(acknowledged.size() + WRITES);
            }
            enough = true;
        } finally {
            enough = true;
            assertEverythingThere(survivor);
            survivor.kill();
        }
    }

    private void write(Running instance, String prefix) {
        var kv = KVGrpc.newBlockingStub(instance.channel);
        try {
            for (int i = 0; !enough; i++) {
                var key = prefix + "/" + i;
                var put =
                        PutRequest.newBuilder()
                                .setKey(ByteString.copyFromUtf8(key))
                                .setValue(ByteString.copyFromUtf8(key))
                                .build();
                acknowledged.put(key, kv.put(put).getHeader().getRevision());
            }
        } catch (StatusRuntimeException killed) {
            // What it had in hand was not acknowledged. Were it the survivor, no write would
            // follow.
        }
    }

    private void assertEverythingThere(Running instance) {
        var kv = KVGrpc.newBlockingStub(instance.channel);
        assertThat(acknowledged).isNotEmpty();
        assertThat(acknowledged.values()).doesNotHaveDuplicates();
        acknowledged.forEach((key, revision) -> {
            var range = RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build();
            var entries = kv.range(range).getKvsList();
            assertThat(entries).as(key).hasSize(1);
            assertThat(entries.getFirst().getModRevision()).as(key).isEqualTo(revision);
        });
    }

    private void awaitWrites(int count) throws InterruptedException {
        for (int wait = 0; wait < 3_000 && acknowledged.size() < count; wait++) {
            Thread.sleep(20);
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(count);
    }

    private static void awaitAnswer(Running instance) throws InterruptedException {
        var probe = RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("x")).build();
        for (int attempt = 0; attempt < 600; attempt++) {
            assertThat(instance.process.isAlive()).as("the service runs").isTrue();
            try {
                KVGrpc.newBlockingStub(instance.channel)
                        .withDeadlineAfter(5, TimeUnit.SECONDS)
                        .range(probe);
                return;
            } catch (StatusRuntimeException notYet) {
                instance.channel.resetConnectBackoff();
                Thread.sleep(100);
            }
        }
        throw new AssertionError("the service does not answer within a minute");
    }

    private Running start(String name) throws IOException {
        int port = FreePort.any();
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StateApplication.class.getName(),
                                "--server.port=0",
                                "--kaptan.state.listen=127.0.0.1:" + port));
        command.addAll(PostgresServer.shared().arguments(schema, name));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(name + ".log").toFile())
                        .start();
        return new Running(
                process,
                ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build());
    }
}
