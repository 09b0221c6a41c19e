package dev.kaptan.standalone.it;

import dev.kaptan.standalone.SparePorts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real etcd 3.5 on loopback that demands certificates, as an operator would run it. */
final class RealEtcd implements AutoCloseable {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Path directory;
    private final String endpoint;
    private final Process process;

    private RealEtcd(Path directory, String endpoint, Process process) {
        this.directory = directory;
        this.endpoint = endpoint;
        this.process = process;
    }

    static boolean installed() {
        return Files.isExecutable(binary("etcd"));
    }

    /** etcd, etcdctl or etcdutl as {@code tools/install-test-tools} leaves them. */
    static Path binary(String name) {
        var folder =
                Optional.ofNullable(System.getenv("KAPTAN_ETCD_BIN"))
                        .orElse("/usr/local/lib/kaptan-test/etcd-3.5");
        return Path.of(folder, name);
    }

    static RealEtcd start() {
        try {
            return start(Files.createTempDirectory("kaptan-etcd"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RealEtcd start(Path directory) throws IOException {
        makeCertificates(directory);
        var ports = SparePorts.find(1);
        var endpoint = "https://127.0.0.1:" + ports.state();
        var peer = "http://127.0.0.1:" + ports.api();
        var words =
                List.of(
                        binary("etcd").toString(),
                        "--name=real",
                        "--data-dir=" + directory.resolve("data"),
                        "--listen-client-urls=" + endpoint,
                        "--advertise-client-urls=" + endpoint,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=real=" + peer,
                        "--client-cert-auth",
                        "--trusted-ca-file=" + directory.resolve("pki/etcd/ca.crt"),
                        "--cert-file=" + directory.resolve("pki/etcd/server.crt"),
                        "--key-file=" + directory.resolve("pki/etcd/server.key"),
                        "--log-level=error");
        var process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("etcd.log").toFile())
                        .start();
        var etcd = new RealEtcd(directory, endpoint, process);
        TestCluster.eventually(
                "etcd is healthy",
                MINUTE,
                () -> etcd.ctl("endpoint", "health"),
                result -> result.exitCode() == 0);
        return etcd;
    }

    private static void makeCertificates(Path directory) {
        Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        TestCluster.ROOT.resolve("standalone/target/kaptan/lib") + "/*",
                        "dev.kaptan.standalone.Main",
                        "pki",
                        "--out=" + directory,
                        "--server=https://127.0.0.1:6443",
                        "--internal-server=https://127.0.0.1:6443",
                        "--host=127.0.0.1,localhost")
                .run(MINUTE)
                .orThrow();
    }

    /** What {@code ./kaptan up} is told about it. */
    String[] options() {
        return new String[] {
            "--etcd-servers",
            endpoint,
            "--etcd-cafile",
            pki("etcd/ca.crt"),
            "--etcd-certfile",
            pki("apiserver-etcd-client.crt"),
            "--etcd-keyfile",
            pki("apiserver-etcd-client.key")
        };
    }

    /** As the target of {@code ./kaptan migrate-state}. */
    List<String> target() {
        return List.of(
                "--to",
                endpoint,
                "--to-cacert",
                pki("etcd/ca.crt"),
                "--to-cert",
                pki("apiserver-etcd-client.crt"),
                "--to-key",
                pki("apiserver-etcd-client.key"));
    }

    Command.Result ctl(String... words) {
        var all = new java.util.ArrayList<>(List.of(binary("etcdctl").toString()));
        all.addAll(
                List.of(
                        "--endpoints=" + endpoint,
                        "--cacert=" + pki("etcd/ca.crt"),
                        "--cert=" + pki("apiserver-etcd-client.crt"),
                        "--key=" + pki("apiserver-etcd-client.key")));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new)).run(MINUTE);
    }

    private String pki(String name) {
        return directory.resolve("pki").resolve(name).toString();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            TestCluster.delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
