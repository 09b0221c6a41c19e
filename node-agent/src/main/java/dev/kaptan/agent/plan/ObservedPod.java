package dev.kaptan.agent.plan;

import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerState;
import dev.kaptan.runtime.Sandbox;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;

/** What the runtime has of one Pod: newest first. */
public record ObservedPod(List<Sandbox> sandboxes, List<Container> containers) {

    public static final ObservedPod NOTHING = new ObservedPod(List.of(), List.of());

    public ObservedPod {
        sandboxes =
                sandboxes.stream()
                        .sorted(Comparator.comparingInt(Sandbox::attempt).reversed())
                        .toList();
        containers =
                containers.stream()
                        .sorted(
                                Comparator.comparingInt(Container::attempt)
                                        .thenComparing(Container::createdAt)
                                        .reversed())
                        .toList();
    }

    public @Nullable Sandbox latestSandbox() {
        return sandboxes.isEmpty() ? null : sandboxes.getFirst();
    }

    /** The newest run of a container, or null if it never ran. */
    public @Nullable Container latest(String name) {
        return containers.stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
    }

    /** The newest run of a container, or null if that was not in the given sandbox. */
    public @Nullable Container latest(String name, @Nullable String sandbox) {
        var latest = latest(name);
        return latest != null && latest.sandboxId().equals(sandbox) ? latest : null;
    }

    /** All runs of a container, newest first. */
    public List<Container> runs(String name) {
        return containers.stream().filter(c -> c.name().equals(name)).toList();
    }

    public List<Container> running() {
        return containers.stream().filter(ObservedPod::isRunning).toList();
    }

    public boolean runsAnything() {
        return !running().isEmpty() || sandboxes.stream().anyMatch(Sandbox::running);
    }

    public boolean isEmpty() {
        return sandboxes.isEmpty() && containers.isEmpty();
    }

    public static boolean isRunning(@Nullable Container container) {
        return container != null && container.state() instanceof ContainerState.Running;
    }

    public static ContainerState.@Nullable Exited exit(@Nullable Container container) {
        return container != null && container.state() instanceof ContainerState.Exited exited
                ? exited
                : null;
    }
}
