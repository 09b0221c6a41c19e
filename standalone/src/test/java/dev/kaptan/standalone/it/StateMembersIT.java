package dev.kaptan.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The store through the launcher: three members in one JVM, and the store without the cluster. */
@EnabledIf(
        value = "dev.kaptan.standalone.it.Tools#clientsInstalled",
        disabledReason = "needs kubectl and etcdctl; tools/install-test-tools installs it")
class StateMembersIT {

    private static final String THREE = "follower follower leader";
    private static final String GROWS = "grows from one member to 3";

    private @TempDir Path directory;

    @Test
    void aNewStoreOfThreeStartsWithAllOfThemAndIsRestoredAsThree() throws IOException {
        try (var cluster = TestCluster.up(1, "--state-members", "3")) {
            assertThat(roles(cluster.launcher("status"))).isEqualTo(THREE);
            assertThat(cluster.launcher("logs").orThrow()).isNotEmpty().doesNotContain(GROWS);
            for (var member : List.of("state", "state-2", "state-3")) {
                assertThat(Files.getPosixFilePermissions(cluster.dataDirectory().resolve(member)))
                        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            }
            cluster.get("create", "configmap", "kept", "--from-literal=n=1");
            var identity = cluster.identity("kept");
            var file = directory.resolve("backup").toString();
            isNamedByItsEndpoints(cluster, file);
            tellsMachines(cluster);

            cluster.launcher("down").orThrow();
            assertThat(cluster.launcher("restore", file, "--force").orThrow())
                    .contains("./kaptan up --state-members 3 starts");
            cluster.start();

            assertThat(roles(cluster.launcher("status"))).isEqualTo(THREE);
            assertThat(cluster.identity("kept")).isEqualTo(identity);
            isRestoredToTheDirectoryOfAMember(cluster, file);
        }
    }

    /** As etcdctl takes them: without a scheme as well. */
    private static void isNamedByItsEndpoints(TestCluster cluster, String file) {
        var environment = cluster.environment();
        var named =
                List.of(
                        "--endpoints",
                        environment.get("ETCDCTL_ENDPOINTS").replace("https://", ""),
                        "--cacert",
                        environment.get("ETCDCTL_CACERT"),
                        "--cert",
                        environment.get("ETCDCTL_CERT"),
                        "--key",
                        environment.get("ETCDCTL_KEY"));
        assertThat(roles(cluster.launcher(words(named, "status")))).isEqualTo(THREE);
        assertThat(cluster.launcher(words(named, "backup", file)).orThrow()).contains("verified");
    }

    private static String[] words(List<String> last, String... first) {
        return Stream.concat(Arrays.stream(first), last.stream()).toArray(String[]::new);
    }

    private static void tellsMachines(TestCluster cluster) {
        var text = cluster.launcher("status", "-o", "json").orThrow();
        var status = new KubernetesSerialization().unmarshal(text, Map.class);
        assertThat(status.get("apiState")).isEqualTo("ok");
        assertThat(status.get("storeProblem")).isEqualTo("");
        assertThat(status.get("members"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .extracting(member -> member.get("role"))
                .containsExactlyInAnyOrder("leader", "follower", "follower");
    }

    /** Of a member that runs as a process; that this cluster runs is no obstacle. */
    private void isRestoredToTheDirectoryOfAMember(TestCluster cluster, String file) {
        var member = directory.resolve("member").toString();
        var restored =
                cluster.launcher(
                        "restore", file, "--member-dir", member, "--cluster-token", "another");
        assertThat(restored.orThrow()).contains(" as cluster another.");
        var again = directory.resolve("again").toString();
        assertThat(cluster.launcher("backup", again, "--member-dir", member).orThrow())
                .contains("verified");
        assertThat(
                        cluster.launcher(
                                        "restore",
                                        file,
                                        "--member-dir",
                                        member,
                                        "--cluster-token",
                                        "another")
                                .all())
                .contains("--force replaces it");
    }

    @Test
    @EnabledIf(
            value = "dev.kaptan.standalone.it.RealEtcd#installed",
            disabledReason = "needs etcd 3.5; tools/install-test-tools installs it")
    void aStoreOfOneServesAloneMovesToEtcdAndGrowsToThree() throws IOException {
        try (var cluster = TestCluster.up(1);
                var etcd = RealEtcd.start()) {
            cluster.get("create", "configmap", "kept", "--from-literal=n=1");
            var identity = cluster.identity("kept");
            assertThat(roles(cluster.launcher("status"))).isEqualTo("leader");

            cluster.launcher("down").orThrow();
            movesTo(etcd, cluster);
            cluster.launcher("down").orThrow();
            cluster.launcher("up", "--state-members", "3").orThrow();

            assertThat(cluster.launcher("logs").orThrow()).contains(GROWS);
            assertThat(roles(cluster.launcher("status"))).isEqualTo(THREE);
            assertThat(cluster.identity("kept")).isEqualTo(identity);
            cluster.get("create", "configmap", "grown", "--from-literal=n=2");
        }
    }

    /** The runbook's way: both stores run, and no gateway. */
    private static void movesTo(RealEtcd target, TestCluster source) {
        assertThat(source.launcher("store").orThrow()).contains("Only the store runs, at https://");
        assertThat(source.launcher("up").all()).contains("only the store runs", "./kaptan down");
        assertThat(source.launcher("status").all())
                .contains("Only the store runs", "does not answer", "leader");
        var environment = source.environment();
        var from =
                List.of(
                        "--from",
                        environment.get("ETCDCTL_ENDPOINTS"),
                        "--from-cacert",
                        environment.get("ETCDCTL_CACERT"),
                        "--from-cert",
                        environment.get("ETCDCTL_CERT"),
                        "--from-key",
                        environment.get("ETCDCTL_KEY"));
        var moved = source.launcher(words(target.target(), words(from, "migrate-state")));
        assertThat(moved.orThrow()).contains("compared one by one");
        var key = "/registry/configmaps/default/kept";
        assertThat(target.ctl("get", key).orThrow())
                .startsWith(key + "\n")
                .isEqualTo(source.etcdctl("get", key).orThrow());
    }

    /** What the members of the store are, in alphabetical order. */
    private static String roles(Command.Result status) {
        return String.join(
                " ",
                Pattern.compile("\\b(leader|follower|learner|unreachable)\\b")
                        .matcher(status.orThrow())
                        .results()
                        .map(match -> match.group())
                        .sorted()
                        .toList());
    }
}
