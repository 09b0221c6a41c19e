package dev.kaptan.state.members;

import static dev.kaptan.state.members.SecureMembers.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.Etcdctl;
import dev.kaptan.state.Etcdctl.Release;
import dev.kaptan.state.backup.BackupFile;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** etcd's command-line clients against three members, each of which is asked. */
@EnabledIf(
        value = "dev.kaptan.state.Etcdctl#bothInstalled",
        disabledReason = "no etcdctl 3.4 and 3.5; tools/install-test-tools installs them")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class EtcdctlOnThreeMembersIT {

    private static final String ROOT = "--user=root:r";

    private SecureMembers members;
    private Path directory;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        members = new SecureMembers(directory, "a", "b", "c");
        members.awaitReady(Release.V3_5);
    }

    @AfterAll
    void stop() {
        if (members != null) {
            members.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatOneMemberTookAllOthersShow(Release release) throws Exception {
        var prefix = release + "/kv/";
        for (var writer : members.all()) {
            var key = prefix + writer.name();
            assertThat(at(writer, release).run("put", key, "1")).isEqualTo("OK\n");
            assertThat(at(writer, release).run("put", key, "2", "--prev-kv"))
                    .isEqualTo("OK\n" + key + "\n1\n");
            for (var reader : members.all()) {
                assertThat(at(reader, release).run("get", key)).isEqualTo(key + "\n2\n");
            }
        }
        var swap =
                """
                value("%1$sa") = "2"

                del %1$sa
                put %1$sd 1

                get %1$sb

                """
                        .formatted(prefix);
        assertThat(at(0, release).runWith(swap, "txn")).isEqualTo("SUCCESS\n\n1\n\nOK\n");
        assertThat(at(1, release).runWith(swap, "txn"))
                .isEqualTo("FAILURE\n\n" + prefix + "b\n2\n");
        assertThat(at(2, release).run("get", "--prefix", prefix, "--keys-only"))
                .isEqualTo("%1$sb\n\n%1$sc\n\n%1$sd\n\n".formatted(prefix));
        assertThat(at(1, release).run("del", "--prefix", prefix)).isEqualTo("3\n");
        for (var reader : members.all()) {
            assertThat(at(reader, release).run("get", "--prefix", prefix)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWatchOnEveryMemberSeesWritesOfAll(Release release) throws Exception {
        var key = release + "/watched";
        for (var member : members.all()) {
            var from = revision(members.client(release).run("put", key, "begin", "-w", "fields"));
            var watcher = at(member, release).command("watch", key, "--rev=" + (from + 1)).start();
            try (var lines = watcher.inputReader(StandardCharsets.UTF_8)) {
                for (var writer : members.all()) {
                    at(writer, release).run("put", key, writer.name());
                    assertThat(event(lines)).isEqualTo("PUT " + key + " " + writer.name());
                }
            } finally {
                watcher.destroyForcibly();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLeaseIsGrantedAndKeptByEveryMemberAndOutlivesItsLeader(Release release) throws Exception {
        for (var member : members.all()) {
            var granted = at(member, release).run("lease", "grant", "60");
            assertThat(granted).matches("lease [0-9a-f]+ granted with TTL\\(60s\\)\n");
            var id = granted.split(" ")[1];
            var key = release + "/leased/" + member.name();
            assertThat(at(member, release).run("put", key, "1", "--lease=" + id)).isEqualTo("OK\n");
            moveLeader(release);
            for (var other : members.all()) {
                assertThat(at(other, release).run("lease", "keep-alive", "--once", id))
                        .isEqualTo("lease " + id + " keepalived with TTL(60)\n");
                assertThat(at(other, release).run("lease", "timetolive", id, "--keys"))
                        .matches(
                                "lease "
                                        + id
                                        + " granted with TTL\\(60s\\), remaining\\([56][0-9]s\\),"
                                        + " attached keys\\(\\["
                                        + key
                                        + "\\]\\)\n");
                assertThat(at(other, release).run("lease", "list")).contains(id);
            }
            assertThat(members.client(release).run("lease", "revoke", id))
                    .isEqualTo("lease " + id + " revoked\n");
            for (var other : members.all()) {
                assertThat(at(other, release).run("get", key)).isEmpty();
                assertThat(at(other, release).run("lease", "timetolive", id))
                        .isEqualTo("lease " + id + " already expired\n");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsHowAllMembersAre(Release release) throws Exception {
        var any = at(1, release);
        assertThat(any.run("endpoint", "health", "--cluster").lines())
                .hasSize(3)
                .allMatch(line -> line.contains("is healthy: successfully committed proposal"));
        var status = any.run("endpoint", "status", "--cluster");
        assertThat(status.lines()).hasSize(3).allMatch(line -> line.contains(", 3.5.30, "));
        assertThat(status.lines().filter(line -> line.contains(", true, false, "))).hasSize(1);
        await(
                "the members agree on their keys",
                () -> {
                    var hashes =
                            any.run("endpoint", "hashkv", "--cluster")
                                    .lines()
                                    .map(line -> line.split(", ")[1])
                                    .toList();
                    return hashes.size() == 3 && Set.copyOf(hashes).size() == 1;
                });
        for (var member : members.all()) {
            assertThat(at(member, release).run("member", "list").lines())
                    .hasSize(3)
                    .anyMatch(line ->
                            line.endsWith(
                                    ", started, %s, %s, %s, false"
                                            .formatted(
                                                    member.name(),
                                                    member.peerUrl(),
                                                    member.endpoint())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void maintainsAllMembers(Release release) throws Exception {
        var all = members.client(release);
        assertThat(all.run("alarm", "list")).isEmpty();
        assertThat(all.run("alarm", "disarm")).isEmpty();
        assertThat(at(1, release).run("defrag", "--cluster").lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("Finished defragmenting etcd member"));
        all.run("put", release + "/compacted", "1");
        all.run("put", release + "/compacted", "2");
        long revision = revision(all.run("get", release + "/compacted", "-w", "fields"));
        assertThat(at(2, release).run("compaction", Long.toString(revision), "--physical"))
                .isEqualTo("compacted revision " + revision + "\n");
        for (var member : members.all()) {
            var get = at(member, release).run("get", "x", "--rev=" + (revision - 1));
            assertThat(get).contains("mvcc: required revision has been compacted");
            var file = directory.resolve(release + "-" + member.name());
            assertThat(at(member, release).run("snapshot", "save", file.toString()))
                    .contains("Snapshot saved at " + file);
            assertThat(new BackupFile(file).verify().revision()).isEqualTo(revision);
        }
        assertThat(all.run("snapshot", "save", directory.resolve("none").toString()))
                .contains("snapshot must be requested to one selected node");
    }

    @ParameterizedTest
    @EnumSource
    void usersAndRolesCountAtEveryMember(Release release) throws Exception {
        var all = members.client(release);
        all.run("user", "add", "root:r");
        all.run("user", "grant-role", "root", "root");
        assertThat(at(0, release).run("user", "add", "ann:a")).isEqualTo("User ann created\n");
        assertThat(at(1, release).run("role", "add", "keeper")).isEqualTo("Role keeper created\n");
        all.run("role", "grant-permission", "keeper", "--prefix=true", "readwrite", "k/");
        assertThat(at(2, release).run("user", "grant-role", "ann", "keeper"))
                .isEqualTo("Role keeper is granted to user ann\n");
        assertThat(at(2, release).run("auth", "enable")).isEqualTo("Authentication Enabled\n");
        try {
            permissionsCountAtEveryMember(release);
        } finally {
            assertThat(at(1, release).run("auth", "disable", ROOT))
                    .isEqualTo("Authentication Disabled\n");
        }
        assertThat(all.run("user", "delete", "ann")).isEqualTo("User ann deleted\n");
        assertThat(all.run("role", "delete", "keeper")).isEqualTo("Role keeper deleted\n");
    }

    private void permissionsCountAtEveryMember(Release release) throws Exception {
        for (var member : members.all()) {
            var ann = at(member, release).with("--user=ann:a");
            assertThat(ann.run("put", "k/a", "1")).isEqualTo("OK\n");
            assertThat(ann.run("put", "x", "1")).contains("permission denied");
            assertThat(at(member, release).with("--user=ann:b").run("get", "k/a"))
                    .contains("authentication failed");
            assertThat(at(member, release).run("user", "get", "ann", ROOT))
                    .contains("Roles: keeper");
            assertThat(at(member, release).run("role", "list", ROOT)).isEqualTo("keeper\n");
        }
        assertThat(
                        at(0, release)
                                .runWith(
                                        "b\n",
                                        "user",
                                        "passwd",
                                        "ann",
                                        "--interactive=false",
                                        ROOT))
                .isEqualTo("Password updated\n");
        assertThat(at(1, release).with("--user=ann:b").run("get", "k/a")).isEqualTo("k/a\n1\n");
        assertThat(at(0, release).run("user", "revoke-role", "ann", "keeper", ROOT))
                .isEqualTo("Role keeper is revoked from user ann\n");
        assertThat(at(1, release).with("--user=ann:b").run("get", "k/a"))
                .contains("permission denied");
    }

    @ParameterizedTest
    @EnumSource
    void aLockHeldAtOneMemberIsHeldAtAll(Release release) throws Exception {
        var mutex = release + "/mutex";
        var holder = at(0, release).command("lock", mutex).start();
        try (var lines = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).startsWith(mutex + "/");
            var waiting = at(1, release).command("lock", mutex, "echo", "mine").start();
            await("the other waits", () -> keys(release, mutex).size() == 2);
            assertThat(waiting.isAlive()).isTrue();
            // Interrupted, it gives the lock back.
            new ProcessBuilder("kill", "-INT", Long.toString(holder.pid())).start().waitFor();
            assertThat(waiting.inputReader().readLine()).isEqualTo("mine");
            assertThat(waiting.waitFor()).isZero();
        } finally {
            holder.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsElectedAtOneMemberIsSeenAtAll(Release release) throws Exception {
        var office = release + "/office";
        var elected = at(0, release).command("elect", office, "me").start();
        var observer = at(1, release).command("elect", "--listen", office).start();
        try (var mine = elected.inputReader(StandardCharsets.UTF_8);
                var seen = observer.inputReader(StandardCharsets.UTF_8)) {
            assertThat(mine.readLine()).startsWith(office + "/");
            assertThat(mine.readLine()).isEqualTo("me");
            assertThat(seen.readLine()).startsWith(office + "/");
            assertThat(seen.readLine()).isEqualTo("me");
        } finally {
            elected.destroyForcibly();
            observer.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void mirrorsFromOneMemberToAnother(Release release) throws Exception {
        var source = release + "/source/";
        var copy = release + "/copy/";
        at(0, release).run("put", source + "before", "1");
        var mirror =
                at(1, release)
                        .command(
                                "make-mirror",
                                members.all().get(2).endpoint(),
                                "--prefix=" + source,
                                "--dest-prefix=" + copy,
                                "--dest-insecure-transport=false",
                                "--dest-cacert=" + members.pki().file("ca.crt"),
                                "--dest-cert=" + members.pki().file("client.crt"),
                                "--dest-key=" + members.pki().file("client.key"))
                        .redirectErrorStream(false)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            await("what was there came", () -> keys(release, copy).equals(List.of("before")));
            at(0, release).run("put", source + "after", "2");
            await("a put came", () -> keys(release, copy).equals(List.of("after", "before")));
            at(0, release).run("del", source + "before");
            await("a deletion came", () -> keys(release, copy).equals(List.of("after")));
        } finally {
            mirror.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void movesTheLeaderToAMemberOfChoice(Release release) throws Exception {
        for (var target : members.all()) {
            await("it has the vote", () -> leadsAfterMove(release, target));
            assertThat(leader(release)).isEqualTo(id(release, target));
        }
        var follower = leader(release).equals(id(release, members.all().get(0))) ? 1 : 0;
        assertThat(at(follower, release).run("move-leader", leader(release)))
                .contains("no leader endpoint given at");
        assertThat(members.client(release).run("move-leader", "abc"))
                .contains("etcdserver: bad leader transferee");
    }

    @ParameterizedTest
    @EnumSource
    void leaderAndFollowerMoveToOtherPeerUrls(Release release) throws Exception {
        for (boolean leads : new boolean[] {true, false}) {
            var mover = memberThat(release, leads);
            var id = id(release, mover);
            mover.move();
            assertThat(
                            members.client(release)
                                    .run("member", "update", id, "--peer-urls=" + mover.peerUrl()))
                    .contains("Member %16s updated in cluster".formatted(id));
            for (var member : members.all()) {
                assertThat(at(member, release).run("member", "list"))
                        .contains(
                                "%s, started, %s, %s, "
                                        .formatted(id, mover.name(), mover.peerUrl()));
            }
            members.restart(mover);
            await("it answers", () -> at(mover, release).run("put", "moved", "1").equals("OK\n"));
            await("it may lead", () -> leadsAfterMove(release, mover));
        }
    }

    @Test
    void aMemberIsAddedAsALearnerPromotedAndRemoved() throws Exception {
        var all = members.client(Release.V3_5);
        var newcomer = members.create("d");
        var added =
                at(1, Release.V3_5)
                        .run(
                                "member",
                                "add",
                                "d",
                                "--learner",
                                "--peer-urls=" + newcomer.peerUrl());
        assertThat(added)
                .contains("ETCD_NAME=\"d\"")
                .contains(newcomer.asPeer() + "\"")
                .contains("ETCD_INITIAL_CLUSTER_STATE=\"existing\"");
        for (var member : members.all()) {
            assertThat(at(member, Release.V3_4).run("member", "list"))
                    .contains(", unstarted, , " + newcomer.peerUrl() + ", , true\n");
        }
        assertThat(all.run("member", "add", "e", "--peer-urls=" + newcomer.peerUrl()))
                .contains("etcdserver: Peer URLs already exists");
        var id = added.split(" +")[1];
        assertThat(all.run("member", "promote", id))
                .contains("can only promote a learner member which is in sync with leader");
        members.join(newcomer);
        await("it has started", () -> all.run("member", "list").contains(id + ", started, d, "));
        assertThat(all.run("move-leader", id)).contains("etcdserver: bad leader transferee");
        await(
                "it was promoted",
                () -> at(2, Release.V3_4).run("member", "promote", id).contains(" promoted in "));
        assertThat(all.run("member", "promote", id))
                .contains("etcdserver: can only promote a learner member");
        var own = members.client(Release.V3_4, newcomer);
        assertThat(own.run("put", "joined", "1")).isEqualTo("OK\n");
        assertThat(own.run("member", "list").lines())
                .hasSize(4)
                .contains(
                        "%s, started, d, %s, %s, false"
                                .formatted(id, newcomer.peerUrl(), newcomer.endpoint()));
        assertThat(all.run("member", "update", id, "--peer-urls=" + newcomer.peerUrl()))
                .contains("Member %16s updated in cluster".formatted(id));
        assertThat(at(1, Release.V3_4).run("member", "remove", id))
                .contains("Member %16s removed from cluster".formatted(id));
        for (var member : members.all()) {
            assertThat(at(member, Release.V3_5).run("member", "list").lines()).hasSize(3);
        }
        assertThat(all.run("member", "remove", id)).contains("etcdserver: member not found");
        await("it has noticed", () -> newcomer.output().contains("removed from its cluster"));
        assertThat(own.run("--command-timeout=1s", "get", "joined"))
                .as("it serves nothing any more")
                .doesNotContain("joined");
    }

    @Test
    void anAddedMemberThatNeverStartsStopsNobodyAndIsRemoved() throws Exception {
        var all = members.client(Release.V3_4);
        var added =
                at(2, Release.V3_4)
                        .run("member", "add", "ghost", "--peer-urls=https://127.0.0.1:9");
        var id = added.split(" +")[1];
        assertThat(added).contains("ghost=https://127.0.0.1:9");
        assertThat(all.run("put", "beside a ghost", "1")).isEqualTo("OK\n");
        assertThat(at(0, Release.V3_4).run("member", "remove", id)).contains(" removed from ");
        assertThat(at(1, Release.V3_4).run("member", "list").lines()).hasSize(3);
    }

    private Etcdctl at(int member, Release release) {
        return at(members.all().get(member), release);
    }

    private Etcdctl at(MemberProcess member, Release release) {
        return members.client(release, member);
    }

    /** To whichever member is the next. */
    private void moveLeader(Release release) throws Exception {
        var target = memberThat(release, false);
        await("the leader moved", () -> leadsAfterMove(release, target));
    }

    private MemberProcess memberThat(Release release, boolean leads)
            throws IOException, InterruptedException {
        await("somebody leads", () -> !leader(release).isEmpty());
        var leader = leader(release);
        for (var member : members.all()) {
            if (id(release, member).equals(leader) == leads) {
                return member;
            }
        }
        throw new AssertionError("nobody is " + leader);
    }

    private boolean leadsAfterMove(Release release, MemberProcess target)
            throws IOException, InterruptedException {
        var id = id(release, target);
        return members.client(release).run("move-leader", id).contains("transferred")
                && leader(release).equals(id);
    }

    /** The id of whoever leads, empty while nobody does. */
    private String leader(Release release) throws IOException, InterruptedException {
        return members.client(release)
                .run("endpoint", "status")
                .lines()
                .map(line -> line.split(", "))
                .filter(fields -> fields.length > 4 && fields[4].equals("true"))
                .map(fields -> fields[1])
                .findFirst()
                .orElse("");
    }

    private String id(Release release, MemberProcess member)
            throws IOException, InterruptedException {
        return at(member, release).run("endpoint", "status").split(", ")[1];
    }

    private List<String> keys(Release release, String prefix)
            throws IOException, InterruptedException {
        return at(2, release)
                .run("get", "--prefix", prefix, "--keys-only")
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    private static long revision(String fields) {
        return fields.lines()
                .filter(line -> line.startsWith("\"Revision\""))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static String event(BufferedReader lines) throws IOException {
        return lines.readLine() + " " + lines.readLine() + " " + lines.readLine();
    }
}
