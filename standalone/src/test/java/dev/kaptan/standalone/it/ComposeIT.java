package dev.kaptan.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The same five services as processes of their own, from the Dockerfile, on the jars just built.
 */
@NeedsEngine
class ComposeIT {

    private static final Duration LONG = Duration.ofMinutes(4);
    private static final int PORT = freePort();

    @TempDir static Path directory;

    @BeforeAll
    static void start() throws IOException {
        compose("up", "--build", "-d", "--wait").orThrow();
        var kubeconfig = compose("exec", "-T", "gateway", "cat", "/pki/kubeconfig").orThrow();
        Files.writeString(directory.resolve("kubeconfig"), kubeconfig);
    }

    @AfterAll
    static void stop() {
        kubectl("delete", "pod", "--all", "--grace-period=1", "--timeout=60s");
        compose("down", "-v").orThrow();
    }

    @Test
    void aPodRunsAndItsStreamsReachTheClient() {
        TestCluster.eventually(
                "the node is ready",
                Duration.ofMinutes(2),
                () -> kubectl("get", "nodes").all(),
                text -> text.contains(" Ready "));
        TestCluster.eventually(
                "the service account is there",
                Duration.ofMinutes(1),
                () -> kubectl("get", "serviceaccount", "default").exitCode() == 0);

        kubectl("run", "box", "--image=busybox:1.36", "--", "sh", "-c", "echo begun; sleep 3600")
                .orThrow();
        kubectl("wait", "--for=condition=Ready", "pod/box", "--timeout=90s").orThrow();

        assertThat(kubectl("logs", "box").orThrow()).contains("begun");
        assertThat(kubectl("exec", "box", "--", "hostname").orThrow().strip()).isEqualTo("box");
    }

    private static Command.Result compose(String... words) {
        var all = new ArrayList<>(List.of("docker", "compose", "-p", "kaptan-it"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new))
                .in(TestCluster.ROOT)
                .with(Map.of("KAPTAN_SOURCE", "prebuilt", "KAPTAN_PORT", String.valueOf(PORT)))
                .run(LONG);
    }

    private static Command.Result kubectl(String... words) {
        var all = new ArrayList<>(List.of("kubectl"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new))
                .with(Map.of("KUBECONFIG", directory.resolve("kubeconfig").toString()))
                .run(LONG);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
