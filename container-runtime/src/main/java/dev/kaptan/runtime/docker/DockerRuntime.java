package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.ContainerUsage;
import dev.kaptan.runtime.ExecResult;
import dev.kaptan.runtime.Image;
import dev.kaptan.runtime.LogOptions;
import dev.kaptan.runtime.LogSink;
import dev.kaptan.runtime.RegistryCredentials;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeInfo;
import dev.kaptan.runtime.Sandbox;
import dev.kaptan.runtime.SandboxSpec;
import dev.kaptan.runtime.StreamOptions;
import dev.kaptan.runtime.StreamSession;
import dev.kaptan.runtime.Subscription;
import dev.kaptan.runtime.address.Cidr;
import dev.kaptan.runtime.docker.network.BridgeSetup;
import dev.kaptan.runtime.docker.network.NetworkSettings;
import dev.kaptan.runtime.docker.network.OwnBridge;
import dev.kaptan.runtime.docker.network.PodNetwork;
import dev.kaptan.runtime.docker.network.SharedBridge;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** The runtime of one node on a Docker engine, which other nodes may use too. */
public final class DockerRuntime implements ContainerRuntime {

    private final Engine engine;
    private final DockerSettings settings;
    private final ScheduledExecutorService watchdog;
    private final Abilities abilities;
    private final PodNetwork network;
    private final HostInfo host;
    private final Sandboxes sandboxes;
    private final Containers containers;
    private final Images images;
    private final Execs execs;
    private final Attachments attachments;
    private final Logs logs;
    private final Usage usage;
    private final Set<Events> subscriptions = ConcurrentHashMap.newKeySet();

    /**
     * Does not call the engine: it may come later.
     *
     * @param watchdog ends calls that take too long; shut down by {@link #close()}
     */
    public DockerRuntime(DockerSettings settings, Clock clock, ScheduledExecutorService watchdog) {
        this.settings = settings;
        this.watchdog = watchdog;
        this.engine = Engine.at(settings, watchdog);
        this.abilities = new Abilities(new Probe(engine, settings.node()));
        var starts = new Starts(engine, settings.concurrentStarts());
        this.network = network(engine, settings);
        this.host = new HostInfo(engine, abilities);
        this.sandboxes = new Sandboxes(engine, settings.node(), network, abilities, starts);
        this.containers = new Containers(engine, settings, abilities, starts);
        this.images = new Images(engine);
        this.execs = new Execs(engine, watchdog);
        this.attachments = new Attachments(engine);
        this.logs = new Logs(engine);
        var cgroups = new Cgroups(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
        this.usage = new Usage(engine, cgroups, clock);
    }

    private static PodNetwork network(Engine engine, DockerSettings settings) {
        return switch (settings.network()) {
            case NetworkSettings.Own() -> new OwnBridge(engine.commands());
            case NetworkSettings.Shared shared ->
                    new SharedBridge(
                            shared,
                            new BridgeSetup(engine.commands()),
                            () -> Sandboxes.takenAddresses(engine, settings.node()));
        };
    }

    /** With a watchdog of its own, which costs nothing while no call is under way. */
    public static DockerRuntime of(DockerSettings settings) {
        var watchdog =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("engine-watchdog").factory());
        return new DockerRuntime(settings, Clock.systemUTC(), watchdog);
    }

    @Override
    public RuntimeInfo info() {
        return host.read();
    }

    @Override
    public void updatePodCidr(String podCidr) {
        try {
            network.useRange(Cidr.parse(podCidr));
        } catch (IllegalArgumentException e) {
            throw RuntimeFailure.of(RuntimeFailure.Kind.NETWORK, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public List<Sandbox> sandboxes() {
        return sandboxes.list();
    }

    @Override
    public List<Container> containers() {
        return containers.list();
    }

    @Override
    public String runSandbox(SandboxSpec spec) {
        return sandboxes.run(spec);
    }

    @Override
    public void stopSandbox(String sandboxId) {
        sandboxes.stop(sandboxId);
    }

    @Override
    public void removeSandbox(String sandboxId) {
        sandboxes.remove(sandboxId);
    }

    @Override
    public String createContainer(String sandboxId, ContainerSpec spec) {
        return containers.create(sandboxId, spec);
    }

    @Override
    public void startContainer(String containerId) {
        containers.start(containerId);
    }

    @Override
    public void stopContainer(String containerId, Duration grace) {
        containers.stop(containerId, grace);
    }

    @Override
    public void removeContainer(String containerId) {
        containers.remove(containerId);
    }

    @Override
    public @Nullable Container container(String containerId) {
        return containers.find(containerId);
    }

    @Override
    public List<Image> images() {
        return images.list();
    }

    @Override
    public @Nullable Image image(String reference) {
        return images.find(reference);
    }

    @Override
    public Image pullImage(String reference, @Nullable RegistryCredentials credentials) {
        return images.pull(reference, credentials);
    }

    @Override
    public void removeImage(String imageId) {
        images.remove(imageId);
    }

    @Override
    public ExecResult exec(String containerId, List<String> command, Duration timeout) {
        return execs.run(containerId, command, timeout);
    }

    @Override
    public StreamSession openExec(String containerId, List<String> command, StreamOptions options) {
        return execs.open(containerId, command, options);
    }

    @Override
    public StreamSession openAttach(String containerId, StreamOptions options) {
        return attachments.open(containerId, options);
    }

    @Override
    public void readLogs(String containerId, LogOptions options, LogSink sink)
            throws InterruptedException {
        logs.read(containerId, options, sink);
    }

    @Override
    public @Nullable ContainerUsage usage(String containerId) {
        return usage.of(containerId);
    }

    @Override
    public Subscription onChange(Consumer<String> listener) {
        Events events =
                Events.follow(
                        engine,
                        settings.node(),
                        id -> {
                            sandboxes.doubt(id);
                            containers.doubt(id);
                            listener.accept(id);
                        });
        subscriptions.add(events);
        return () -> {
            subscriptions.remove(events);
            events.close();
        };
    }

    /** Ends subscriptions; containers go on. */
    @Override
    public void close() {
        subscriptions.forEach(Events::close);
        abilities.close();
        watchdog.shutdownNow();
    }
}
