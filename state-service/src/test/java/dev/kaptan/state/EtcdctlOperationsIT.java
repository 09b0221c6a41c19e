package dev.kaptan.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.Etcdctl.Release;
import dev.kaptan.state.backup.BackupFile;
import dev.kaptan.state.node.TestNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What an operator does with etcd's command-line client, of both releases in use. */
class EtcdctlOperationsIT {

    private Path directory;
    private TestNode node;
    private Etcdctl client;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        node = TestNode.start(Files.createDirectory(directory.resolve("data")));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @ParameterizedTest
    @EnumSource
    void readsInEveryWay(Release chosen) throws Exception {
        use(chosen);
        for (var key : List.of("r/a", "r/b", "r/c")) {
            run("put", key, "v" + (int) key.charAt(2));
        }
        run("put", "r/a", "v0");
        assertThat(
                        run(
                                "get",
                                "--prefix",
                                "r/",
                                "--sort-by=MODIFY",
                                "--order=DESCEND",
                                "--keys-only"))
                .isEqualTo("r/a\n\nr/c\n\nr/b\n\n");
        assertThat(run("get", "--from-key", "r/b", "--print-value-only")).isEqualTo("v98\nv99\n");
        assertThat(run("get", "r/a", "r/c", "--limit=1", "--print-value-only")).isEqualTo("v0\n");
        if (chosen == Release.V3_5) {
            assertThat(run("get", "--prefix", "r/", "--count-only", "-w", "fields"))
                    .contains("\"Count\" : 3");
        }
        assertThat(run("put", "r/a", "--ignore-value", "--prev-kv")).contains("v0");
        assertThat(run("get", "r/a", "--consistency=s", "--print-value-only")).isEqualTo("v0\n");
    }

    @ParameterizedTest
    @EnumSource
    void maintains(Release chosen) throws Exception {
        use(chosen);
        run("put", "a", "1");
        assertThat(run("alarm", "list")).isEmpty();
        assertThat(run("alarm", "disarm")).isEmpty();
        assertThat(run("defrag")).startsWith("Finished defragmenting etcd member");
        assertThat(run("endpoint", "hashkv")).matches("127[.]0[.]0[.]1:\\d+, \\d+(, \\d+)?\n");
        assertThat(run("endpoint", "status")).contains(", 3.5.30, ");
        assertThat(run("endpoint", "health")).contains("is healthy");
        assertThat(run("member", "list")).contains(", started, one, ");
        assertThat(run("move-leader", "abc")).containsIgnoringCase("error");
        assertThat(run("compaction", "2")).isEqualTo("compacted revision 2\n");
    }

    @ParameterizedTest
    @EnumSource
    void savesASnapshot(Release chosen) throws Exception {
        use(chosen);
        run("put", "a", "1");
        var file = directory.resolve("backup");
        assertThat(run("snapshot", "save", file.toString())).contains("Snapshot saved at " + file);
        var summary = new BackupFile(file).verify();
        assertThat(summary.keys()).isEqualTo(1);
        assertThat(summary.revision()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void managesUsersAndRoles(Release chosen) throws Exception {
        use(chosen);
        assertThat(run("user", "add", "root:r")).isEqualTo("User root created\n");
        assertThat(run("user", "add", "ann:a")).isEqualTo("User ann created\n");
        assertThat(run("role", "add", "keeper")).isEqualTo("Role keeper created\n");
        assertThat(run("role", "grant-permission", "keeper", "--prefix=true", "readwrite", "k/"))
                .isEqualTo("Role keeper updated\n");
        run("user", "grant-role", "ann", "keeper");
        run("user", "grant-role", "root", "root");
        assertThat(run("auth", "enable")).isEqualTo("Authentication Enabled\n");
        assertThat(run("put", "k/a", "1", "--user=ann:a")).isEqualTo("OK\n");
        assertThat(run("put", "x", "1", "--user=ann:a")).contains("permission denied");
        assertThat(run("put", "x", "1")).contains("user name is empty");
        assertThat(run("put", "x", "1", "--user=ann:b")).contains("authentication failed");
        assertThat(run("get", "k/a", "--user=ann:a")).isEqualTo("k/a\n1\n");
        assertThat(run("user", "list", "--user=root:r")).isEqualTo("ann\nroot\n");
        assertThat(run("user", "get", "ann", "--user=root:r")).contains("Roles: keeper");
        assertThat(run("role", "get", "keeper", "--user=root:r")).contains("[k/, k0)");
        assertThat(
                        run(
                                "role",
                                "revoke-permission",
                                "keeper",
                                "--prefix=true",
                                "k/",
                                "--user=root:r"))
                .contains("revoked from role keeper");
        assertThat(run("put", "k/a", "1", "--user=ann:a")).contains("permission denied");
        assertThat(run("auth", "disable", "--user=root:r")).isEqualTo("Authentication Disabled\n");
        assertThat(run("role", "delete", "keeper")).isEqualTo("Role keeper deleted\n");
        assertThat(run("user", "delete", "ann")).isEqualTo("User ann deleted\n");
    }

    @ParameterizedTest
    @EnumSource
    void locksAndElects(Release chosen) throws Exception {
        use(chosen);
        assertThat(run("lock", "mutex", "echo", "held")).isEqualTo("held\n");
        var leader = client.command("elect", "office", "me").start();
        try (var lines = leader.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).startsWith("office/");
            assertThat(lines.readLine()).isEqualTo("me");
        } finally {
            leader.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void watchesInteractively(Release chosen) throws Exception {
        use(chosen);
        run("put", "w/a", "1");
        var watcher = client.command("watch", "-i").start();
        try (var in = watcher.outputWriter();
                var lines = watcher.inputReader(StandardCharsets.UTF_8)) {
            in.write("watch --prefix --rev=2 w/\n");
            in.flush();
            assertThat(event(lines)).isEqualTo("PUT w/a 1");
            run("put", "w/b", "2");
            assertThat(event(lines)).isEqualTo("PUT w/b 2");
        } finally {
            watcher.destroyForcibly();
        }
    }

    private static String event(BufferedReader lines) throws IOException {
        return lines.readLine() + " " + lines.readLine() + " " + lines.readLine();
    }

    private void use(Release chosen) {
        chosen.require();
        client = new Etcdctl(chosen, "--endpoints=127.0.0.1:" + node.node().port());
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        return client.run(arguments);
    }
}
