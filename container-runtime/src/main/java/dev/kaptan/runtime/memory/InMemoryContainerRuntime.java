package dev.kaptan.runtime.memory;

import dev.kaptan.runtime.Ability;
import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.ContainerState.Cause;
import dev.kaptan.runtime.ContainerUsage;
import dev.kaptan.runtime.ExecResult;
import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.LogOptions;
import dev.kaptan.runtime.LogSink;
import dev.kaptan.runtime.RegistryCredentials;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.RuntimeInfo;
import dev.kaptan.runtime.Sandbox;
import dev.kaptan.runtime.SandboxSpec;
import dev.kaptan.runtime.StreamOptions;
import dev.kaptan.runtime.StreamSession;
import dev.kaptan.runtime.Subscription;
import dev.kaptan.runtime.address.Cidr;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A runtime whose containers only seem to run. Time passes by the given clock; after moving it,
 * call {@link #settle()} so that listeners hear of containers that ended.
 */
public final class InMemoryContainerRuntime implements ContainerRuntime {

    private final Clock clock;
    private final Script script;
    private final AtomicLong lastId = new AtomicLong();
    private final MemorySandboxes sandboxes = new MemorySandboxes();
    private final MemoryContainers containers;
    private final MemoryImages images = new MemoryImages();
    private final MemoryChanges changes = new MemoryChanges();
    private volatile boolean available = true;

    public InMemoryContainerRuntime(Clock clock, Script script) {
        this.clock = clock;
        this.script = script;
        this.containers = new MemoryContainers(clock, script);
    }

    /** An image that is there already. */
    public InMemoryContainerRuntime withImage(String reference) {
        images.add(reference);
        return this;
    }

    /** An image that the registry refuses with the given words; all others can be pulled. */
    public InMemoryContainerRuntime refusingImage(String reference, String words) {
        images.refuse(reference, words);
        return this;
    }

    /** Lets the engine go away and come back. */
    public void setAvailable(boolean available) {
        this.available = available;
        changes.announce("");
    }

    /** The container ends by itself. */
    public void end(String containerId, int exitCode, Cause cause) {
        announceIf(
                containers.change(containerId, c -> c.ended(clock.instant(), exitCode, cause)),
                containerId);
    }

    /** Tells listeners of the containers whose lifetime is over. */
    public void settle() {
        containers.settle().forEach(changes::announce);
    }

    @Override
    public RuntimeInfo info() {
        checkAvailable();
        return new RuntimeInfo(
                "memory",
                "1",
                "1.41.0",
                "none",
                "none",
                "linux",
                "amd64",
                4,
                8L << 30,
                EnumSet.allOf(Ability.class));
    }

    @Override
    public void updatePodCidr(String podCidr) {
        try {
            sandboxes.useRange(Cidr.parse(podCidr));
        } catch (IllegalArgumentException e) {
            throw RuntimeFailure.of(Kind.NETWORK, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public List<Sandbox> sandboxes() {
        checkAvailable();
        return sandboxes.list();
    }

    @Override
    public List<Container> containers() {
        checkAvailable();
        return containers.list();
    }

    @Override
    public String runSandbox(SandboxSpec spec) {
        checkAvailable();
        String id = nextId();
        sandboxes.run(id, spec, clock.instant());
        changes.announce(id);
        return id;
    }

    @Override
    public void stopSandbox(String sandboxId) {
        checkAvailable();
        announceIf(sandboxes.stop(sandboxId), sandboxId);
    }

    @Override
    public void removeSandbox(String sandboxId) {
        checkAvailable();
        announceIf(sandboxes.remove(sandboxId), sandboxId);
    }

    @Override
    public String createContainer(String sandboxId, ContainerSpec spec) {
        checkAvailable();
        if (sandboxes.find(sandboxId) == null) {
            throw RuntimeFailure.notFound(sandboxId);
        }
        if (images.find(spec.imageId()) == null) {
            throw RuntimeFailure.of(
                    Kind.IMAGE_NOT_FOUND, "No such image: " + spec.imageReference());
        }
        String id = nextId();
        containers.create(id, sandboxId, spec);
        changes.announce(id);
        return id;
    }

    @Override
    public void startContainer(String containerId) {
        checkAvailable();
        MemoryContainer container = containers.get(containerId);
        announceIf(containers.change(containerId, c -> c.started(clock.instant())), containerId);
        String failure = container.behaviour().startFailure();
        if (failure != null) {
            throw RuntimeFailure.of(Kind.START, failure);
        }
    }

    @Override
    public void stopContainer(String containerId, Duration grace) {
        checkAvailable();
        announceIf(containers.change(containerId, c -> c.stopped(clock.instant())), containerId);
    }

    @Override
    public void removeContainer(String containerId) {
        checkAvailable();
        announceIf(containers.remove(containerId), containerId);
    }

    @Override
    public @Nullable Container container(String containerId) {
        checkAvailable();
        MemoryContainer container = containers.find(containerId);
        return container == null ? null : container.view();
    }

    @Override
    public List<Image> images() {
        checkAvailable();
        return images.list();
    }

    @Override
    public @Nullable Image image(String reference) {
        checkAvailable();
        return images.find(reference);
    }

    @Override
    public Image pullImage(String reference, @Nullable RegistryCredentials credentials) {
        checkAvailable();
        return images.pull(reference);
    }

    @Override
    public void removeImage(String imageId) {
        checkAvailable();
        images.remove(imageId);
    }

    @Override
    public ExecResult exec(String containerId, List<String> command, Duration timeout) {
        return script.exec(running(containerId), command, new byte[0]);
    }

    @Override
    public StreamSession openExec(String containerId, List<String> command, StreamOptions options) {
        Container container = running(containerId);
        return MemorySession.start(options, stdin -> script.exec(container, command, stdin));
    }

    /** Not simulated. */
    @Override
    public StreamSession openAttach(String containerId, StreamOptions options) {
        running(containerId);
        throw RuntimeFailure.of(Kind.EXEC, "the in-memory runtime cannot attach to containers");
    }

    @Override
    public void readLogs(String containerId, LogOptions options, LogSink sink)
            throws InterruptedException {
        checkAvailable();
        try {
            MemoryLog.write(containers.get(containerId), options, sink);
        } catch (IOException e) {
            return;
        }
        if (options.follow()) {
            changes.await(() -> !isRunning(containerId));
        }
    }

    private boolean isRunning(String containerId) {
        MemoryContainer container = containers.find(containerId);
        return container != null && container.isRunning();
    }

    /** A hundredth of a CPU since it was started, and 1 MiB. */
    @Override
    public @Nullable ContainerUsage usage(String containerId) {
        checkAvailable();
        MemoryContainer container = containers.find(containerId);
        if (container == null || !container.isRunning()) {
            return null;
        }
        long nanos = Duration.between(container.createdAt(), clock.instant()).toNanos() / 100;
        return new ContainerUsage(clock.instant(), nanos, 1 << 20, 1 << 19);
    }

    @Override
    public Subscription onChange(Consumer<String> listener) {
        return changes.subscribe(listener);
    }

    @Override
    public void close() {}

    private Container running(String containerId) {
        checkAvailable();
        MemoryContainer container = containers.get(containerId);
        if (!container.isRunning()) {
            throw RuntimeFailure.of(Kind.EXEC, "Container " + containerId + " is not running");
        }
        return container.view();
    }

    private void announceIf(boolean changed, String id) {
        if (changed) {
            changes.announce(id);
        }
    }

    private String nextId() {
        return "%064x".formatted(lastId.incrementAndGet());
    }

    private void checkAvailable() {
        if (!available) {
            throw RuntimeFailure.of(
                    Kind.ENGINE_UNAVAILABLE, "the in-memory runtime was made unavailable");
        }
    }
}
