package dev.kaptan.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Backup, wipe, restore as the runbook has it: the same objects, and no revision twice. */
@EnabledIf(
        value = "dev.kaptan.standalone.it.Tools#kubectlInstalled",
        disabledReason = "needs kubectl; tools/install-test-tools installs it")
class BackupIT {

    private @TempDir Path directory;

    @Test
    void whatWasBackedUpIsBackAndRevisionsNeverGoBackwards() throws Exception {
        try (var cluster = TestCluster.up(1)) {
            cluster.get("create", "configmap", "kept", "--from-literal=n=1");
            cluster.get("create", "secret", "generic", "login", "--from-literal=password=s3cret");
            var identity = cluster.identity("kept");
            var file = directory.resolve("backup").toString();
            assertThat(cluster.launcher("backup", file).orThrow()).contains("verified");
            cluster.get("create", "configmap", "later", "--from-literal=n=2");
            long before = revision(cluster);
            refusals(cluster, file);

            cluster.killHard();
            var dead = directory.resolve("dead").toString();
            assertThat(cluster.launcher("backup", dead, "--member-dir", cluster.store()).orThrow())
                    .contains("verified");
            cluster.wipeStore();
            var restored = cluster.launcher("restore", file).orThrow();
            cluster.start();

            assertThat(restored).contains("the store goes on at revision");
            assertThat(cluster.identity("kept")).isEqualTo(identity);
            assertThat(cluster.get("get", "secret", "login", "-o", "jsonpath={.data.password}"))
                    .isEqualTo("czNjcmV0");
            assertThat(cluster.kubectl("get", "configmap", "later").all()).contains("NotFound");
            assertThat(revision(cluster)).isGreaterThan(before);
            assertThat(watchFrom(cluster, before)).contains("\"code\":410");
            cluster.get("create", "configmap", "after", "--from-literal=n=3");
            assertThat(revisionOf(cluster, "after")).isGreaterThan(before);
            assertThat(cluster.launcher("status").orThrow()).contains("default", "leader");

            cluster.launcher("down").orThrow();
            cluster.launcher("restore", dead, "--force").orThrow();
            cluster.start();
            assertThat(cluster.get("get", "configmap", "later", "-o", "jsonpath={.data.n}"))
                    .isEqualTo("2");
        }
    }

    /** Nothing is changed by what cannot be done. */
    private void refusals(TestCluster cluster, String file) throws IOException {
        assertThat(cluster.launcher("restore", file, "--force").all()).contains("./kaptan down");
        cluster.launcher("down").orThrow();
        assertThat(cluster.launcher("restore", file).all()).contains("--force replaces it");
        var content = Files.readAllBytes(Path.of(file));
        var damaged = directory.resolve("damaged");
        Files.write(damaged, Arrays.copyOf(content, content.length - 100));
        assertThat(cluster.launcher("restore", damaged.toString(), "--force").all())
                .contains("is damaged or cut off");
        cluster.start();
        assertThat(cluster.get("get", "configmap", "later", "-o", "jsonpath={.data.n}"))
                .isEqualTo("2");
    }

    private static long revision(TestCluster cluster) {
        var list = cluster.get("get", "--raw", "/api/v1/configmaps?limit=1");
        var matcher =
                java.util.regex.Pattern.compile("\"resourceVersion\":\"(\\d+)\"").matcher(list);
        assertThat(matcher.find()).as(list).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static long revisionOf(TestCluster cluster, String name) {
        return Long.parseLong(
                cluster.get(
                        "get", "configmap", name, "-o", "jsonpath={.metadata.resourceVersion}"));
    }

    private static String watchFrom(TestCluster cluster, long revision) {
        return cluster.get(
                "get", "--raw", "/api/v1/configmaps?watch=1&resourceVersion=" + revision);
    }
}
