package dev.kaptan.state.grpc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kaptan.state.FreePort;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A member of etcd 3.5 in a process of its own, as tools/install-test-tools installs it. */
record RealEtcd(Process process, ManagedChannel channel) implements AutoCloseable {

    /** The test is reported as skipped where there is none. */
    static RealEtcd start(Path directory) throws IOException {
        var program = program("etcd");
        assumeTrue(
                Files.isExecutable(program),
                program + " is missing; tools/install-test-tools installs it");
        int port = FreePort.any();
        var process =
                new ProcessBuilder(
                                program.toString(),
                                "--data-dir=" + directory.resolve("etcd"),
                                "--listen-client-urls=http://127.0.0.1:" + port,
                                "--advertise-client-urls=http://127.0.0.1:" + port,
                                "--listen-peer-urls=http://127.0.0.1:" + FreePort.any(),
                                "--log-level=error",
                                "--unsafe-no-fsync")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("etcd.log").toFile())
                        .start();
        var channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        return new RealEtcd(process, channel);
    }

    /** One of etcd 3.5's programs. */
    static Path program(String name) {
        var folder =
                System.getenv()
                        .getOrDefault("KAPTAN_ETCD_BIN", "/usr/local/lib/kaptan-test/etcd-3.5");
        return Path.of(folder, name);
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
