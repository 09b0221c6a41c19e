package dev.kaptan.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.node.StateNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** etcd's own command-line client against the whole service, over mutual TLS. */
@EnabledIf(
        value = "isOnPath",
        disabledReason = "there is no etcdctl on the PATH (Debian: etcd-client)")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EtcdctlIT {

    private TestPki pki;
    private ConfigurableApplicationContext service;
    private String endpoint;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        pki = new TestPki(directory);
        var arguments =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--kaptan.state.listen=127.0.0.1:0",
                                "--kaptan.state.tls.certificate=" + pki.file("server.crt"),
                                "--kaptan.state.tls.key=" + pki.file("server.key"),
                                "--kaptan.state.tls.client-ca=" + pki.file("ca.crt")));
        arguments.addAll(engine(directory));
        service = StateApplication.start(arguments.toArray(String[]::new));
        endpoint = "https://127.0.0.1:" + service.getBean(StateNode.class).port();
    }

    /** Settings of the engine under test. */
    List<String> engine(Path directory) {
        return List.of(
                "--kaptan.state.segment-size=8MB",
                "--kaptan.state.data-dir=" + directory.resolve("data"));
    }

    @AfterAll
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void putsGetsAndDeletes() throws Exception {
        assertThat(run("put", "crud/a", "1")).isEqualTo("OK\n");
        assertThat(run("put", "crud/b", "2")).isEqualTo("OK\n");
        assertThat(run("get", "crud/a")).isEqualTo("crud/a\n1\n");
        assertThat(run("get", "--prefix", "crud/", "--order=DESCEND", "--print-value-only"))
                .isEqualTo("2\n1\n");
        assertThat(run("get", "--prefix", "crud/", "--limit=1", "--keys-only"))
                .isEqualTo("crud/a\n\n");
        assertThat(run("put", "crud/a", "3", "--prev-kv")).isEqualTo("OK\ncrud/a\n1\n");
        assertThat(run("del", "--prefix", "crud/", "--prev-kv"))
                .isEqualTo("2\ncrud/a\n3\ncrud/b\n2\n");
        assertThat(run("get", "--prefix", "crud/")).isEmpty();
    }

    @Test
    void runsTransactions() throws Exception {
        run("put", "txn/a", "1");
        var transaction =
                "value(\"txn/a\") = \"1\"\n\nput txn/b yes\nget txn/a\n\nput txn/b no\n\n";
        assertThat(run(transaction, List.of("txn"))).isEqualTo("SUCCESS\n\nOK\n\ntxn/a\n1\n");
        assertThat(run("get", "txn/b", "--print-value-only")).isEqualTo("yes\n");
        run("put", "txn/a", "2");
        assertThat(run(transaction, List.of("txn"))).startsWith("FAILURE");
    }

    @Test
    void watchesFromARevision() throws Exception {
        var first = revision(run("put", "watch/a", "1", "-w", "fields"));
        run("put", "watch/b", "2");
        run("del", "watch/a");
        var watch =
                command(List.of("watch", "--prefix", "watch/", "--rev=" + first, "--prev-kv"))
                        .start();
        var lines = new ArrayList<String>();
        try (var reader = watch.inputReader(StandardCharsets.UTF_8)) {
            for (int line = 0; line < 11; line++) {
                lines.add(reader.readLine());
            }
        } finally {
            watch.destroyForcibly();
        }
        assertThat(String.join(" ", lines))
                .isEqualTo("PUT watch/a 1 PUT watch/b 2 DELETE watch/a 1 watch/a ");
    }

    @Test
    void grantsKeepsAndRevokesLeases() throws Exception {
        var granted = run("lease", "grant", "60");
        assertThat(granted).matches("lease [0-9a-f]+ granted with TTL\\(60s\\)\n");
        var id = granted.split(" ")[1];
        assertThat(run("lease", "list")).contains("found 1 leases").contains(id);
        run("put", "lease/a", "1", "--lease=" + id);
        assertThat(run("lease", "keep-alive", "--once", id))
                .isEqualTo("lease " + id + " keepalived with TTL(60)\n");
        assertThat(run("lease", "timetolive", id, "--keys"))
                .contains("granted with TTL(60s)")
                .contains("attached keys([lease/a])");
        assertThat(run("lease", "revoke", id)).isEqualTo("lease " + id + " revoked\n");
        assertThat(run("get", "lease/a")).isEmpty();
        assertThat(run("lease", "timetolive", id)).isEqualTo("lease " + id + " already expired\n");
    }

    @Test
    void compacts() throws Exception {
        run("put", "compact", "1");
        run("put", "compact", "2");
        var revision = revision(run("get", "compact", "-w", "fields"));
        assertThat(run("compact", revision)).isEqualTo("compacted revision " + revision + "\n");
        assertThat(run("get", "compact", "--rev=" + (Long.parseLong(revision) - 1)))
                .contains("mvcc: required revision has been compacted");
    }

    @Test
    void tellsItsStatusHealthAndMembers() throws Exception {
        assertThat(run("endpoint", "status")).contains(", 3.5.30, ").contains(", true, false, ");
        assertThat(run("endpoint", "health"))
                .contains("is healthy: successfully committed proposal");
        assertThat(run("member", "list")).contains(", started, default, ");
    }

    /** The client's certificate says CN=client. */
    @Test
    void knowsAUserByHisCertificate() throws Exception {
        run("user", "add", "root:r");
        run("user", "grant-role", "root", "root");
        run("user", "add", "client", "--no-password");
        run("role", "add", "own");
        run("role", "grant-permission", "own", "--prefix=true", "readwrite", "own/");
        run("user", "grant-role", "client", "own");
        assertThat(run("auth", "enable")).isEqualTo("Authentication Enabled\n");
        try {
            assertThat(run("put", "own/a", "1")).isEqualTo("OK\n");
            assertThat(run("put", "other", "1")).contains("permission denied");
            assertThat(run("--user=root:r", "put", "other", "1")).isEqualTo("OK\n");
        } finally {
            assertThat(run("--user=root:r", "auth", "disable"))
                    .isEqualTo("Authentication Disabled\n");
        }
    }

    @Test
    void refusesAClientWithoutACertificate() throws Exception {
        var command =
                new ProcessBuilder(
                        "etcdctl",
                        "--endpoints=" + endpoint,
                        "--cacert=" + pki.file("ca.crt"),
                        "--dial-timeout=2s",
                        "--command-timeout=3s",
                        "get",
                        "x");
        var process = start(command);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
    }

    private static String revision(String fields) {
        return fields.lines()
                .filter(line -> line.startsWith("\"Revision\""))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElseThrow();
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        return run("", List.of(arguments));
    }

    private String run(String input, List<String> arguments)
            throws IOException, InterruptedException {
        var process = command(arguments).start();
        try (var in = process.outputWriter()) {
            in.write(input);
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private ProcessBuilder command(List<String> arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                "etcdctl",
                                "--endpoints=" + endpoint,
                                "--cacert=" + pki.file("ca.crt"),
                                "--cert=" + pki.file("client.crt"),
                                "--key=" + pki.file("client.key"),
                                "--dial-timeout=10s",
                                "--command-timeout=20s"));
        command.addAll(arguments);
        return environment(new ProcessBuilder(command));
    }

    private static Process start(ProcessBuilder command) throws IOException {
        return environment(command).start();
    }

    private static ProcessBuilder environment(ProcessBuilder command) {
        command.environment().keySet().removeIf(name -> name.startsWith("ETCDCTL_"));
        command.environment().put("ETCDCTL_API", "3");
        return command.redirectErrorStream(true);
    }

    static boolean isOnPath() {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "etcdctl")));
    }
}
