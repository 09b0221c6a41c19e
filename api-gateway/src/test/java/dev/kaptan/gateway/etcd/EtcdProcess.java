package dev.kaptan.gateway.etcd;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real etcd on loopback: the PATH's, or the 3.5 that {@code tools/install-test-tools} unpacks.
 */
final class EtcdProcess implements AutoCloseable {

    private final Path binary;
    private final Path data;
    private final int clientPort = freePort();
    private final int peerPort = freePort();
    private Process process;

    EtcdProcess(Path data) throws IOException {
        this(onPath().orElseThrow(), data);
    }

    private EtcdProcess(Path binary, Path data) throws IOException {
        this.binary = binary;
        this.data = data;
        process = start();
    }

    static EtcdProcess ofVersion35(Path data) throws IOException {
        return new EtcdProcess(version35(), data);
    }

    static boolean installed() {
        return onPath().isPresent();
    }

    static boolean version35Installed() {
        return Files.isExecutable(version35());
    }

    private static Path version35() {
        var folder =
                Optional.ofNullable(System.getenv("KAPTAN_ETCD_BIN"))
                        .orElse("/usr/local/lib/kaptan-test/etcd-3.5");
        return Path.of(folder, "etcd");
    }

    private static Optional<Path> onPath() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "etcd"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    EtcdEndpoints endpoints() {
        return new EtcdEndpoints(List.of(URI.create("http://127.0.0.1:" + clientPort)), null);
    }

    /** Kills it without warning and starts it again over the same data. */
    void crash() throws IOException, InterruptedException {
        kill();
        restart();
    }

    /** Starts it again after {@link #kill}. */
    void restart() throws IOException {
        process = start();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("etcd does not die");
        }
    }

    private Process start() throws IOException {
        var client = "http://127.0.0.1:" + clientPort;
        var peer = "http://127.0.0.1:" + peerPort;
        var started =
                new ProcessBuilder(
                                binary.toString(),
                                "--data-dir=" + data,
                                "--listen-client-urls=" + client,
                                "--advertise-client-urls=" + client,
                                "--listen-peer-urls=" + peer,
                                "--initial-advertise-peer-urls=" + peer,
                                "--initial-cluster=default=" + peer,
                                "--log-level=error")
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolveSibling("etcd.log").toFile())
                        .start();
        awaitPort(started);
        return started;
    }

    private void awaitPort(Process started) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end && started.isAlive()) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", clientPort), 200);
                return;
            } catch (IOException e) {
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        }
        throw new IOException("etcd did not start, see " + data.resolveSibling("etcd.log"));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
