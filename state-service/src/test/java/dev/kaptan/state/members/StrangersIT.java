package dev.kaptan.state.members;

import static dev.kaptan.state.members.SecureMembers.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.Etcdctl;
import dev.kaptan.state.Etcdctl.Release;
import dev.kaptan.state.TestPki;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** Processes and clients that do not belong to the members: refused, and nobody is disturbed. */
@EnabledIf(
        value = "dev.kaptan.state.Etcdctl#bothInstalled",
        disabledReason = "no etcdctl 3.4 and 3.5; tools/install-test-tools installs them")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class StrangersIT {

    private Path directory;
    private SecureMembers members;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        members = new SecureMembers(folder, "a", "b", "c");
        members.awaitReady(Release.V3_5);
    }

    @AfterAll
    void stop() {
        if (members != null) {
            members.close();
        }
    }

    @AfterEach
    void theMembersGoOn() throws Exception {
        for (var member : members.all()) {
            var client = members.client(Release.V3_5, member);
            assertThat(client.run("put", "x", "1")).isEqualTo("OK\n");
            assertThat(client.run("get", "x", "--print-value-only")).isEqualTo("1\n");
            assertThat(client.run("member", "list").lines()).hasSize(3);
        }
    }

    /** It says that it is b, and has the addresses of the others, but not their CA. */
    @Test
    void aMemberWithAnotherCasCertificateIsHeardByNobody() throws Exception {
        var others = new TestPki(Files.createDirectory(directory.resolve("other-ca")));
        var stranger = members.create("b");
        members.start(stranger, initialClusterWith(stranger), SecureMembers.certificates(others));
        await(
                "it serves",
                () -> clientOf(stranger, others).run("endpoint", "status").contains("3.5.30"));
        var asked = clientOf(stranger, others).with("--command-timeout=4s");
        assertThat(asked.run("put", "x", "stranger's")).contains("Error: ");
        assertThat(asked.run("endpoint", "status")).contains("etcdserver: no leader");
        stranger.kill();
    }

    @Test
    void aMemberOfAnotherClusterIsToldSoAndEnds() throws Exception {
        var stranger = members.create("b");
        var settings = new ArrayList<>(SecureMembers.certificates(members.pki()));
        settings.add("--kaptan.state.cluster-token=another");
        members.start(stranger, initialClusterWith(stranger), settings);
        assertThat(stranger.awaitEnd()).isEqualTo(1);
        assertThat(stranger.output())
                .contains("kaptan.state.initial-cluster: ")
                .contains("belongs to another cluster")
                .contains("give the cluster-token and the peers of one cluster");
    }

    @Test
    void aMemberThatLostItsDataIsToldToBeReplaced() throws Exception {
        var stranger = members.create("b");
        members.start(
                stranger, initialClusterWith(stranger), SecureMembers.certificates(members.pki()));
        assertThat(stranger.awaitEnd()).isEqualTo(1);
        assertThat(stranger.output()).contains("whose data is not here: remove that member");
    }

    @Test
    void aMemberThatNobodyAddedIsToldToBeAdded() throws Exception {
        var stranger = members.create("d");
        members.join(stranger);
        assertThat(stranger.awaitEnd()).isEqualTo(1);
        assertThat(stranger.output())
                .contains("no member with the peer address")
                .contains("etcdctl member add");
    }

    @Test
    void aClientNeedsACertificateOfTheRightCa() throws Exception {
        var wrong = new TestPki(Files.createDirectory(directory.resolve("client-ca")));
        var nobody =
                new Etcdctl(
                        Release.V3_5,
                        "--endpoints=" + members.all().getFirst().endpoint(),
                        "--cacert=" + members.pki().file("ca.crt"),
                        "--command-timeout=2s");
        assertThat(nobody.run("get", "x")).contains("Error: context deadline exceeded");
        var somebodyElse =
                nobody.with(
                        "--cert=" + wrong.file("client.crt"), "--key=" + wrong.file("client.key"));
        assertThat(somebodyElse.run("get", "x")).contains("Error: context deadline exceeded");
    }

    /** In the place of the real one of that name. */
    private String initialClusterWith(MemberProcess stranger) {
        var peers = new ArrayList<String>();
        for (var member : members.all()) {
            peers.add(member.name().equals(stranger.name()) ? stranger.asPeer() : member.asPeer());
        }
        return String.join(",", peers);
    }

    private static Etcdctl clientOf(MemberProcess member, TestPki pki) {
        return new Etcdctl(
                Release.V3_5,
                "--endpoints=" + member.endpoint(),
                "--cacert=" + pki.file("ca.crt"),
                "--cert=" + pki.file("client.crt"),
                "--key=" + pki.file("client.key"));
    }
}
