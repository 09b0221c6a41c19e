package dev.kaptan.gateway.etcd;

import dev.kaptan.gateway.TestPki;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    private final List<String> tls;
    private final int clientPort = freePort();
    private final int peerPort = freePort();
    private Process process;

    EtcdProcess(Path data) throws IOException {
        this(onPath().orElseThrow(), data, List.of());
    }

    /**
     * @param tls flags; none for plain text
     */
    private EtcdProcess(Path binary, Path data, List<String> tls) throws IOException {
        this.binary = binary;
        this.data = data;
        this.tls = tls;
        process = start();
    }

    static EtcdProcess ofVersion35(Path data) throws IOException {
        return new EtcdProcess(version35(), data, List.of());
    }

    /** One that asks its clients for no certificate. */
    static EtcdProcess overTls(Path data, TestPki.Identity server) throws IOException {
        return new EtcdProcess(onPath().orElseThrow(), data, serving(server));
    }

    /** One whose clients have to show a certificate of {@code clientCa}. */
    static EtcdProcess overMutualTls(Path data, TestPki.Identity server, Path clientCa)
            throws IOException {
        var tls = new ArrayList<>(serving(server));
        tls.add("--client-cert-auth");
        tls.add("--trusted-ca-file=" + clientCa);
        return new EtcdProcess(onPath().orElseThrow(), data, tls);
    }

    private static List<String> serving(TestPki.Identity server) {
        return List.of("--cert-file=" + server.certificate(), "--key-file=" + server.key());
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
        return new EtcdEndpoints(List.of(uri()), null);
    }

    URI uri() {
        return URI.create((tls.isEmpty() ? "http" : "https") + "://127.0.0.1:" + clientPort);
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
        var client = uri();
        var peer = "http://127.0.0.1:" + peerPort;
        var words =
                new ArrayList<>(
                        List.of(
                                binary.toString(),
                                "--data-dir=" + data,
                                "--listen-client-urls=" + client,
                                "--advertise-client-urls=" + client,
                                "--listen-peer-urls=" + peer,
                                "--initial-advertise-peer-urls=" + peer,
                                "--initial-cluster=default=" + peer,
                                "--log-level=error"));
        words.addAll(tls);
        var started =
                new ProcessBuilder(words)
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
