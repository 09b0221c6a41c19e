package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.runtime.ContainerState;
import dev.kaptan.runtime.Eventually;
import dev.kaptan.runtime.Programs;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.SandboxSpec;
import dev.kaptan.runtime.Specs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The engine goes away and comes back. */
class DockerOutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void failsAtOnceWhileTheEngineIsAwayAndHealsWhenItIsBack(@TempDir Path directory)
            throws Exception {
        try (var node = TestNode.create();
                var proxy = new EngineProxy(directory.resolve("s"), TestNode.DOCKER_HOST);
                var runtime = DockerRuntime.of(node.settings(node.name(), proxy.dockerHost()))) {
            List<String> hints = new CopyOnWriteArrayList<>();
            runtime.updatePodCidr(node.podCidr(0));
            try (var subscription = runtime.onChange(hints::add)) {
                assertThat(subscription).isNotNull();
                String id = start(runtime);
                Eventually.within(PATIENCE, "hint", () -> hints.contains(id));
                proxy.kill();
                assertUnavailable(runtime);
                hints.clear();
                proxy.start();
                Eventually.within(PATIENCE, "hint after reconnect", () -> hints.contains(""));
                assertThat(runtime.container(id).state())
                        .isInstanceOf(ContainerState.Running.class);
                runtime.stopContainer(id, Duration.ZERO);
                Eventually.within(PATIENCE, "hints again", () -> hints.contains(id));
            }
        }
    }

    private static String start(DockerRuntime runtime) throws IOException {
        var pod = Specs.pod("outage");
        String sandbox = runtime.runSandbox(SandboxSpec.plain(pod, 0));
        var spec = Specs.container(pod, runtime.image(Specs.BUSYBOX), Programs.FOREVER);
        String id = runtime.createContainer(sandbox, spec);
        runtime.startContainer(id);
        return id;
    }

    private static void assertUnavailable(DockerRuntime runtime) {
        long before = System.nanoTime();
        assertThatThrownBy(runtime::containers)
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.ENGINE_UNAVAILABLE));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }
}
