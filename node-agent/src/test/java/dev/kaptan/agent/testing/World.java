package dev.kaptan.agent.testing;

import dev.kaptan.agent.plan.BackOff;
import dev.kaptan.agent.plan.Health;
import dev.kaptan.agent.plan.ObservedPod;
import dev.kaptan.agent.plan.PodView;
import dev.kaptan.agent.plan.StartFailure;
import dev.kaptan.agent.plan.Step;
import dev.kaptan.agent.spec.ContainerLabels;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodFacts;
import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerState;
import dev.kaptan.runtime.ContainerState.Cause;
import dev.kaptan.runtime.Sandbox;

import io.fabric8.kubernetes.api.model.Pod;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the runtime has of one Pod, changed by steps as a runtime would, with no time passing. */
public final class World {
    public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    public final Pod pod;
    public final List<Sandbox> sandboxes = new ArrayList<>();
    public final List<Container> containers = new ArrayList<>();
    public final Map<String, BackOff> backOffs = new HashMap<>();
    public final Map<String, StartFailure> failures = new HashMap<>();
    public final Map<String, Health> health = new HashMap<>();
    public final List<String> started = new ArrayList<>();
    public boolean objectDeleted;
    private int ids;

    public World(Pod pod) {
        this.pod = pod;
    }

    public PodView view() {
        return new PodView(
                pod, new ObservedPod(sandboxes, containers), backOffs, failures, health, NOW);
    }

    public World sandbox(int attempt, boolean running) {
        sandboxes.add(
                new Sandbox(
                        "s" + attempt,
                        PodFacts.identity(pod),
                        attempt,
                        running,
                        running ? "10.244.0." + (attempt + 2) : null,
                        Map.of(),
                        NOW));
        return this;
    }

    public World running(String name, int attempt) {
        return add(name, attempt, new ContainerState.Running(NOW.minusSeconds(60)));
    }

    public World exited(String name, int attempt, int code) {
        return exited(name, attempt, code, NOW.minusSeconds(30));
    }

    public World exited(String name, int attempt, int code, Instant at) {
        return add(
                name,
                attempt,
                new ContainerState.Exited(at.minusSeconds(5), at, code, Cause.ENDED, ""));
    }

    public World created(String name, int attempt) {
        return add(name, attempt, new ContainerState.Created());
    }

    private World add(String name, int attempt, ContainerState state) {
        var spec = PodContainer.named(pod, name);
        containers.add(
                new Container(
                        name + "-" + attempt + "-" + ids++,
                        sandboxes.isEmpty() ? "gone" : sandboxes.getLast().id(),
                        PodFacts.identity(pod),
                        name,
                        attempt,
                        "sha256:1",
                        "busybox:1.36",
                        state,
                        Map.of(ContainerLabels.HASH, spec == null ? "" : spec.hash()),
                        NOW.minusSeconds(100 - ids)));
        return this;
    }

    public void carryOut(Step step) {
        switch (step) {
            case Step.PrepareVolumes() -> {}
            case Step.AnnounceSandboxChange() -> {}
            case Step.CreateSandbox(int attempt) -> sandbox(attempt, true);
            case Step.Kill(var targets) -> targets.forEach(target -> end(target.container().id()));
            case Step.Start(String name, int attempt) -> start(name, attempt);
            case Step.StopSandbox(String id) ->
                    sandboxes.replaceAll(s -> s.id().equals(id) ? stopped(s) : s);
            case Step.RemoveContainer(String id) -> containers.removeIf(c -> c.id().equals(id));
            case Step.RemoveSandbox(String id) -> sandboxes.removeIf(s -> s.id().equals(id));
            case Step.RemoveVolumes() -> {}
            case Step.DeleteObject() -> objectDeleted = true;
        }
    }

    private void start(String name, int attempt) {
        started.add(name);
        running(name, attempt);
        var container = PodContainer.named(pod, name);
        if (container != null && container.spec().getStartupProbe() != null) {
            health.put(
                    containers.getLast().id(), Health.UNPROBED.withStartup(Health.Verdict.SUCCESS));
        }
    }

    private static Sandbox stopped(Sandbox sandbox) {
        return new Sandbox(
                sandbox.id(),
                sandbox.pod(),
                sandbox.attempt(),
                false,
                null,
                sandbox.labels(),
                sandbox.createdAt());
    }

    private void end(String id) {
        containers.replaceAll(c ->
                c.id().equals(id)
                        ? new Container(
                                c.id(),
                                c.sandboxId(),
                                c.pod(),
                                c.name(),
                                c.attempt(),
                                c.imageId(),
                                c.imageReference(),
                                new ContainerState.Exited(
                                        NOW.minusSeconds(60), NOW, 143, Cause.ENDED, ""),
                                c.labels(),
                                c.createdAt())
                        : c);
    }
}
