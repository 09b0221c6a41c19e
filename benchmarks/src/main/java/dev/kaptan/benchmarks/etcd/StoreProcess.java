package dev.kaptan.benchmarks.etcd;

import com.google.protobuf.ByteString;

import dev.kaptan.benchmarks.process.ProcessUsage;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.RangeRequest;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.StatusRuntimeException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A member of a store that the benchmark starts itself, on loopback and in a directory of its own.
 */
final class StoreProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final StoreCommand command;
    private final Path log;
    private Process process;

    private StoreProcess(StoreCommand command, Path log) throws IOException {
        this.command = command;
        this.log = log;
        this.process = begin();
    }

    /** Begins to start it; it may need others before it answers. */
    static StoreProcess start(StoreCommand command, Path directory) throws IOException {
        return new StoreProcess(command, directory.resolve(command.name() + ".log"));
    }

    ProcessUsage usage() {
        return new ProcessUsage(process.pid());
    }

    /** Kills it, starts it again on the same data, and returns how long until it answers a read. */
    Duration restart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        long begin = System.nanoTime();
        process = begin();
        awaitAnswer();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private Process begin() throws IOException {
        return new ProcessBuilder(command.words())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    void awaitAnswer() throws InterruptedException, IOException {
        var channel =
                Grpc.newChannelBuilder(command.endpoint(), InsecureChannelCredentials.create())
                        .build();
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!answers(KVGrpc.newBlockingStub(channel))) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException(
                            command.name() + " does not answer: " + lastLines());
                }
                Thread.sleep(20);
                channel.resetConnectBackoff();
            }
        } finally {
            channel.shutdownNow();
        }
    }

    private static boolean answers(KVGrpc.KVBlockingStub kv) {
        try {
            kv.withDeadlineAfter(10, TimeUnit.SECONDS)
                    .range(RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("x")).build());
            return true;
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }
}
