package dev.kaptan.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** A store of three members in one JVM: grown from the one that was there, and restored. */
@EnabledIf(
        value = "dev.kaptan.standalone.it.Tools#kubectlInstalled",
        disabledReason = "needs kubectl; tools/install-test-tools installs it")
class StateMembersIT {

    private @TempDir Path directory;

    @Test
    void aStoreOfOneGrowsToThreeAndIsRestoredAsThree() {
        try (var cluster = TestCluster.up(1)) {
            cluster.get("create", "configmap", "kept", "--from-literal=n=1");
            var identity = cluster.identity("kept");
            assertThat(roles(cluster)).isEqualTo("leader");

            cluster.launcher("down").orThrow();
            cluster.launcher("up", "--state-members", "3").orThrow();

            assertThat(roles(cluster)).isEqualTo("follower follower leader");
            assertThat(cluster.identity("kept")).isEqualTo(identity);
            cluster.get("create", "configmap", "grown", "--from-literal=n=2");

            var file = directory.resolve("backup").toString();
            cluster.launcher("backup", file, "--state-members", "3").orThrow();
            cluster.launcher("down").orThrow();
            cluster.launcher("restore", file, "--force", "--state-members", "3").orThrow();
            cluster.launcher("up", "--state-members", "3").orThrow();

            assertThat(roles(cluster)).isEqualTo("follower follower leader");
            assertThat(cluster.identity("kept")).isEqualTo(identity);
            assertThat(cluster.get("get", "configmap", "grown", "-o", "jsonpath={.data.n}"))
                    .isEqualTo("2");
        }
    }

    /** What the members of the store are, in alphabetical order. */
    private static String roles(TestCluster cluster) {
        var status = cluster.launcher("status").orThrow();
        return String.join(
                " ",
                Pattern.compile("\\b(leader|follower|learner|unreachable)\\b")
                        .matcher(status)
                        .results()
                        .map(match -> match.group())
                        .sorted()
                        .toList());
    }
}
