package dev.kaptan.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.Etcdctl.Release;
import dev.kaptan.state.backup.BackupFile;
import dev.kaptan.state.node.TestNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What an operator does with etcd's command-line client, of both releases in use, on one member.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EtcdctlOperationsIT {

    private static final String ROOT = "--user=root:r";

    private Path directory;
    private TestNode node;
    private Etcdctl client;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        node = TestNode.start(Files.createDirectory(directory.resolve("data")));
    }

    @AfterAll
    void stop() throws Exception {
        if (node != null) {
            node.close();
        }
    }

    @AfterEach
    void removeAllKeys() throws Exception {
        if (client != null) {
            run("del", "--prefix", "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesAndDeletes(Release chosen) throws Exception {
        use(chosen);
        assertThat(run("put", "d/a", "1")).isEqualTo("OK\n");
        run("put", "d/b", "2");
        run("put", "d/c", "3");
        assertThat(run("put", "d/a", "4", "--prev-kv")).isEqualTo("OK\nd/a\n1\n");
        assertThat(run("del", "d/a", "--prev-kv")).isEqualTo("1\nd/a\n4\n");
        assertThat(run("del", "d/a")).isEqualTo("0\n");
        // 3.5 warns of ranges before.
        assertThat(run("del", "d/", "d/c")).endsWith("1\n");
        assertThat(run("del", "--prefix", "d/")).isEqualTo("1\n");
    }

    @ParameterizedTest
    @EnumSource
    void runsTransactions(Release chosen) throws Exception {
        use(chosen);
        run("put", "t/a", "1");
        var swap =
                """
                value("t/a") = "1"
                version("t/b") = "0"

                del t/a
                put t/b yes

                get t/b

                """;
        assertThat(client.runWith(swap, "txn")).isEqualTo("SUCCESS\n\n1\n\nOK\n");
        assertThat(client.runWith(swap, "txn")).isEqualTo("FAILURE\n\nt/b\nyes\n");
        assertThat(client.runWith(swap, "txn", "--interactive"))
                .contains("compares:", "success requests (get, put, del):", "FAILURE");
    }

    @ParameterizedTest
    @EnumSource
    void keepsLeasesAliveUntilTheyAreRevoked(Release chosen) throws Exception {
        use(chosen);
        var granted = run("lease", "grant", "2");
        assertThat(granted).matches("lease [0-9a-f]+ granted with TTL\\(2s\\)\n");
        var id = granted.split(" ")[1];
        assertThat(run("put", "l/a", "1", "--lease=" + id)).isEqualTo("OK\n");
        assertThat(run("lease", "list")).contains(id);
        var keeper = client.command("lease", "keep-alive", id).start();
        try (var lines = keeper.inputReader(StandardCharsets.UTF_8)) {
            // Asked thrice in its time, it has outlived that by the fifth answer.
            for (int i = 0; i < 5; i++) {
                assertThat(lines.readLine()).isEqualTo("lease " + id + " keepalived with TTL(2)");
            }
            assertThat(run("lease", "timetolive", id, "--keys"))
                    .contains("granted with TTL(2s)", "attached keys([l/a])");
            assertThat(run("lease", "revoke", id)).isEqualTo("lease " + id + " revoked\n");
            assertThat(lines.readLine()).isEqualTo("lease " + id + " expired or revoked.");
        } finally {
            keeper.destroyForcibly();
        }
        assertThat(run("get", "l/a")).isEmpty();
        assertThat(run("lease", "timetolive", id)).isEqualTo("lease " + id + " already expired\n");
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
        var revision = Long.toString(revision());
        assertThat(run("compaction", revision)).isEqualTo("compacted revision " + revision + "\n");
    }

    /** Of a store of its own, which is soon full. */
    @ParameterizedTest
    @EnumSource
    void disarmsTheAlarmOfAStoreThatWasFull(Release chosen) throws Exception {
        chosen.require();
        var data = Files.createDirectory(directory.resolve("full-" + chosen));
        try (var full = TestNode.start(data, TestNode.QUOTA_BYTES)) {
            var small = new Etcdctl(chosen, "--endpoints=127.0.0.1:" + full.node().port());
            var megabyte = "x".repeat(1 << 20);
            int written = 0;
            while (written < 100 && small.runWith(megabyte, "put", "f/" + written).equals("OK\n")) {
                written++;
            }
            assertThat(written).isBetween(10, 16);
            var alarm = "memberID:\\d+ alarm:NOSPACE \n";
            assertThat(small.run("alarm", "list")).matches(alarm);
            assertThat(small.run("put", "a", "1")).contains("mvcc: database space exceeded");
            // Of 3.4 health is that a read is answered.
            assertThat(small.run("endpoint", "health"))
                    .contains(
                            chosen == Release.V3_4
                                    ? "is healthy"
                                    : "is unhealthy: failed to commit proposal: Active Alarm(s)");
            assertThat(small.run("del", "--prefix", "f/")).isEqualTo(written + "\n");
            small.run("compaction", Long.toString(revision(small)), "--physical");
            assertThat(small.run("alarm", "disarm")).matches(alarm);
            assertThat(small.run("alarm", "list")).isEmpty();
            assertThat(small.run("put", "a", "1")).isEqualTo("OK\n");
            assertThat(small.run("endpoint", "health")).contains("is healthy");
        }
    }

    /** Of members that never start: they leave the one its majority. */
    @ParameterizedTest
    @EnumSource
    void addsUpdatesAndRemovesMembers(Release chosen) throws Exception {
        use(chosen);
        var peer = "--peer-urls=http://127.0.0.1:9";
        var added = run("member", "add", "ghost", "--learner", peer);
        assertThat(added)
                .contains("ETCD_NAME=\"ghost\"", "ETCD_INITIAL_CLUSTER_STATE=\"existing\"");
        var id = added.split(" +")[1];
        assertThat(run("member", "list"))
                .contains(id + ", unstarted, , http://127.0.0.1:9, , true\n");
        assertThat(run("member", "add", "other", peer))
                .contains("etcdserver: Peer URLs already exists");
        assertThat(run("member", "promote", id))
                .contains("can only promote a learner member which is in sync with leader");
        assertThat(run("member", "update", id, peer))
                .contains("Member %16s updated in".formatted(id));
        assertThat(run("put", "beside a ghost", "1")).isEqualTo("OK\n");
        assertThat(run("member", "remove", id))
                .contains("Member %16s removed from cluster".formatted(id));
        assertThat(run("member", "remove", id)).contains("etcdserver: member not found");
        assertThat(run("member", "list").lines()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void mirrorsUnderAnotherPrefix(Release chosen) throws Exception {
        use(chosen);
        run("put", "source/a", "1");
        var next = revision() + 1;
        var mirror =
                client.command(
                                "make-mirror",
                                "--prefix=source/",
                                "--dest-prefix=copy/",
                                "127.0.0.1:" + node.node().port())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var copied = client.command("watch", "--prefix", "copy/", "--rev=" + next).start();
        try (var lines = copied.inputReader(StandardCharsets.UTF_8)) {
            assertThat(event(lines)).isEqualTo("PUT copy/a 1");
            run("put", "source/b", "2");
            assertThat(event(lines)).isEqualTo("PUT copy/b 2");
            run("del", "source/a");
            assertThat(event(lines)).isEqualTo("DELETE copy/a ");
        } finally {
            copied.destroyForcibly();
            mirror.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void savesASnapshot(Release chosen) throws Exception {
        use(chosen);
        run("put", "a", "1");
        var file = directory.resolve("backup-" + chosen);
        assertThat(run("snapshot", "save", file.toString())).contains("Snapshot saved at " + file);
        var summary = new BackupFile(file).verify();
        assertThat(summary.keys()).isEqualTo(1);
        assertThat(summary.revision()).isEqualTo(revision());
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
        assertThat(run("role", "list")).isEqualTo("keeper\n");
        tellsWhetherUsersCount(false);
        assertThat(run("auth", "enable")).isEqualTo("Authentication Enabled\n");
        tellsWhetherUsersCount(true);
        assertThat(run("put", "k/a", "1", "--user=ann:a")).isEqualTo("OK\n");
        assertThat(run("put", "x", "1", "--user=ann:a")).contains("permission denied");
        assertThat(run("put", "x", "1")).contains("user name is empty");
        assertThat(run("put", "x", "1", "--user=ann:b")).contains("authentication failed");
        assertThat(run("get", "k/a", "--user=ann:a")).isEqualTo("k/a\n1\n");
        assertThat(run("user", "list", ROOT)).isEqualTo("ann\nroot\n");
        assertThat(client.runWith("b\n", "user", "passwd", "ann", "--interactive=false", ROOT))
                .isEqualTo("Password updated\n");
        assertThat(run("get", "k/a", "--user=ann:a")).contains("authentication failed");
        assertThat(run("get", "k/a", "--user=ann:b")).isEqualTo("k/a\n1\n");
        assertThat(run("user", "get", "ann", ROOT)).contains("Roles: keeper");
        assertThat(run("role", "get", "keeper", ROOT)).contains("[k/, k0)");
        assertThat(run("role", "revoke-permission", "keeper", "--prefix=true", "k/", ROOT))
                .contains("revoked from role keeper");
        assertThat(run("put", "k/a", "1", "--user=ann:b")).contains("permission denied");
        assertThat(run("user", "revoke-role", "ann", "keeper", ROOT))
                .isEqualTo("Role keeper is revoked from user ann\n");
        assertThat(run("user", "get", "ann", ROOT)).doesNotContain("keeper");
        assertThat(run("auth", "disable", ROOT)).isEqualTo("Authentication Disabled\n");
        assertThat(run("role", "delete", "keeper")).isEqualTo("Role keeper deleted\n");
        assertThat(run("user", "delete", "ann")).isEqualTo("User ann deleted\n");
        run("user", "delete", "root");
    }

    /** 3.4 has no such command. */
    private void tellsWhetherUsersCount(boolean count) throws Exception {
        if (client.release() == Release.V3_5) {
            assertThat(run("auth", "status", ROOT))
                    .matches("Authentication Status: " + count + "\nAuthRevision: \\d+\n");
        }
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
        var revision = revision();
        var watcher = client.command("watch", "-i").start();
        try (var in = watcher.outputWriter();
                var lines = watcher.inputReader(StandardCharsets.UTF_8)) {
            in.write("watch --prefix --rev=" + revision + " w/\n");
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

    private long revision() throws IOException, InterruptedException {
        return revision(client);
    }

    private static long revision(Etcdctl client) throws IOException, InterruptedException {
        return client.run("get", "none", "-w", "fields")
                .lines()
                .filter(line -> line.startsWith("\"Revision\""))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        return client.run(arguments);
    }
}
