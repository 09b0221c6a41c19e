package dev.kaptan.runtime.memory;

import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.ContainerState;
import dev.kaptan.runtime.RuntimeFailure;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Containers by id; each changes by a pure function of itself. */
final class MemoryContainers {

    private final Map<String, MemoryContainer> containers = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Script script;

    MemoryContainers(Clock clock, Script script) {
        this.clock = clock;
        this.script = script;
    }

    void create(String id, String sandboxId, ContainerSpec spec) {
        containers.put(
                id,
                new MemoryContainer(
                        id,
                        sandboxId,
                        spec,
                        script.behaviour(spec),
                        clock.instant(),
                        new ContainerState.Created()));
    }

    List<Container> list() {
        return containers.values().stream()
                .map(container -> container.asOf(clock.instant()).view())
                .toList();
    }

    @Nullable MemoryContainer find(String id) {
        MemoryContainer container = containers.get(id);
        return container == null ? null : container.asOf(clock.instant());
    }

    MemoryContainer get(String id) {
        MemoryContainer container = find(id);
        if (container == null) {
            throw RuntimeFailure.notFound(id);
        }
        return container;
    }

    /** True if that made a difference. */
    boolean change(String id, UnaryOperator<MemoryContainer> change) {
        while (true) {
            MemoryContainer before = containers.get(id);
            if (before == null) {
                return false;
            }
            MemoryContainer after = change.apply(before.asOf(clock.instant()));
            if (after.equals(before)) {
                return false;
            }
            if (containers.replace(id, before, after)) {
                return true;
            }
        }
    }

    boolean remove(String id) {
        return containers.remove(id) != null;
    }

    /** Ids of those whose lifetime ended since this was last asked. */
    List<String> settle() {
        return containers.keySet().stream().filter(id -> change(id, c -> c)).toList();
    }
}
