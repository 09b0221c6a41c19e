package dev.kaptan.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.runtime.ContainerState;
import dev.kaptan.runtime.ContainerState.Cause;
import dev.kaptan.runtime.SandboxSpec;
import dev.kaptan.runtime.Specs;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class ScriptedLivesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

    @Test
    void endsAContainerWhenItsTimeIsOver() {
        var runtime = runtime(Behaviour.exits(4, Duration.ofSeconds(10)));
        String id = start(runtime);
        now.set(START.plusSeconds(9));
        assertThat(runtime.container(id).state()).isEqualTo(new ContainerState.Running(START));
        now.set(START.plusSeconds(60));
        assertThat(runtime.container(id).state())
                .isEqualTo(
                        new ContainerState.Exited(
                                START, START.plusSeconds(10), 4, Cause.ENDED, ""));
    }

    @Test
    void tellsListenersOnceOfWhatEnded() {
        var runtime = runtime(Behaviour.runsOutOfMemory(Duration.ofSeconds(1)));
        String id = start(runtime);
        List<String> hints = new ArrayList<>();
        runtime.onChange(hints::add);
        runtime.settle();
        assertThat(hints).containsExactly("");
        now.set(START.plusSeconds(2));
        runtime.settle();
        runtime.settle();
        assertThat(hints).containsExactly("", id);
    }

    private InMemoryContainerRuntime runtime(Behaviour behaviour) {
        return new InMemoryContainerRuntime(clock, spec -> behaviour).withImage(Specs.BUSYBOX);
    }

    private static String start(InMemoryContainerRuntime runtime) {
        var pod = Specs.pod("scripted");
        runtime.updatePodCidr("10.244.0.0/24");
        String sandbox = runtime.runSandbox(SandboxSpec.plain(pod, 0));
        var spec = Specs.container(pod, runtime.image(Specs.BUSYBOX), List.of("any"));
        String id = runtime.createContainer(sandbox, spec);
        runtime.startContainer(id);
        return id;
    }
}
