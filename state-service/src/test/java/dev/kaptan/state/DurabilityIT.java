package dev.kaptan.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The service as a process that is killed (-9) under writes, with snapshots and purges between. */
class DurabilityIT {

    private static final int CLIENTS = 8;
    private static final int ROUNDS = 3;

    /** At least so many a round, for two megabytes of values: a snapshot or two. */
    private static final int WRITES = 120;

    private static final ByteString PADDING = ByteString.copyFrom(new byte[20_000]);

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private @TempDir Path directory;

    @Test
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
        long highest = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int port = FreePort.any();
            var process = start(port);
            var channel = connect(port);
            try {
                assertThat(awaitRevision(channel, process)).isGreaterThanOrEqualTo(highest);
                assertEverythingThere(channel);
                int enough = acknowledged.size() + WRITES;
                writeUntilKilled(channel, process, round, enough);
                assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(enough);
                highest = acknowledged.values().stream().mapToLong(each -> each).max().orElse(0);
            } finally {
                channel.shutdownNow();
                process.destroyForcibly().waitFor();
            }
        }
        assertLastRound(highest);
    }

    private void assertLastRound(long highest) throws Exception {
        int port = FreePort.any();
        var process = start(port);
        var channel = connect(port);
        try {
            assertThat(awaitRevision(channel, process)).isGreaterThanOrEqualTo(highest);
            assertEverythingThere(channel);
            try (var files = Files.walk(directory)) {
                assertThat(files.map(each -> each.getFileName().toString()))
                        .as("a snapshot was taken on the way")
                        .anyMatch(name -> name.matches("snapshot\\.\\d+_\\d+"));
            }
        } finally {
            channel.shutdownNow();
            process.destroyForcibly().waitFor();
        }
    }

    private void writeUntilKilled(ManagedChannel channel, Process process, int round, int enough)
            throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, CLIENTS)
                    .forEach(client -> clients.submit(() -> write(channel, round, client)));
            for (int wait = 0; wait < 1_200 && acknowledged.size() < enough; wait++) {
                Thread.sleep(50);
            }
            process.destroyForcibly().waitFor();
            channel.shutdownNow();
        }
    }

    private void write(ManagedChannel channel, int round, int client) {
        var kv = KVGrpc.newBlockingStub(channel);
        try {
            for (int i = 0; ; i++) {
                var key = "key/%d/%d/%d".formatted(round, client, i);
                var request =
                        PutRequest.newBuilder()
                                .setKey(ByteString.copyFromUtf8(key))
                                .setValue(ByteString.copyFromUtf8(key).concat(PADDING))
                                .build();
                acknowledged.put(key, kv.put(request).getHeader().getRevision());
            }
        } catch (StatusRuntimeException killed) {
            // What it had in hand was not acknowledged.
        }
    }

    private void assertEverythingThere(ManagedChannel channel) {
        var kv = KVGrpc.newBlockingStub(channel);
        acknowledged.forEach((key, revision) -> {
            var request = RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build();
            var entries = kv.range(request).getKvsList();
            assertThat(entries).as(key).hasSize(1);
            assertThat(entries.getFirst().getModRevision()).as(key).isEqualTo(revision);
            assertThat(entries.getFirst().getValue())
                    .isEqualTo(ByteString.copyFromUtf8(key).concat(PADDING));
        });
    }

    private static long awaitRevision(ManagedChannel channel, Process process)
            throws InterruptedException {
        var probe = RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("x")).build();
        for (int attempt = 0; attempt < 600; attempt++) {
            assertThat(process.isAlive()).as("the service runs").isTrue();
            try {
                return KVGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(5, TimeUnit.SECONDS)
                        .range(probe)
                        .getHeader()
                        .getRevision();
            } catch (StatusRuntimeException notYet) {
                channel.resetConnectBackoff();
                Thread.sleep(100);
            }
        }
        throw new AssertionError("the service does not answer within a minute");
    }

    private Process start(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StateApplication.class.getName(),
                        "--server.port=0",
                        "--kaptan.state.listen=127.0.0.1:" + port,
                        "--kaptan.state.data-dir=" + directory,
                        "--kaptan.state.segment-size=8MB",
                        "--kaptan.state.snapshot-every=1MB")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("service.log").toFile())
                .start();
    }

    private static ManagedChannel connect(int port) {
        return ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }
}
