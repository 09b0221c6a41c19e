package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerNetwork;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.Sandbox;
import dev.kaptan.runtime.SandboxSpec;
import dev.kaptan.runtime.address.Ipv4;
import dev.kaptan.runtime.docker.network.Placement;
import dev.kaptan.runtime.docker.network.PodNetwork;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sandboxes as containers of the pause program. */
final class Sandboxes {

    /** Losing an address to a stranger once is bad luck; more in a row is no accident. */
    private static final int ATTEMPTS = 5;

    private final Engine engine;
    private final PodNetwork network;
    private final SandboxRequest request;
    private final Starts starts;
    private final Removal removal;
    private final PauseLoader image;
    private final Inspections<Sandbox> inspections;

    Sandboxes(Engine engine, String node, PodNetwork network, Abilities abilities, Starts starts) {
        this.engine = engine;
        this.network = network;
        this.request = new SandboxRequest(node, abilities);
        this.starts = starts;
        this.removal = new Removal(engine);
        this.image = new PauseLoader(engine);
        this.inspections = new Inspections<>(engine, filter(node), Sandboxes::read);
    }

    private static Map<String, String> filter(String node) {
        return Map.of(Labels.NODE, node, Labels.TYPE, Labels.SANDBOX);
    }

    /** The addresses of sandboxes that live or may yet be started. */
    static Set<Ipv4> takenAddresses(Engine engine, String node) {
        return Failures.translated(
                Kind.OTHER,
                () ->
                        engine
                                .commands()
                                .listContainersCmd()
                                .withLabelFilter(filter(node))
                                .withStatusFilter(List.of("created", "running", "paused"))
                                .exec()
                                .stream()
                                .map(found -> new Labels(found.getLabels()).address())
                                .flatMap(Stream::ofNullable)
                                .map(Ipv4::parse)
                                .collect(Collectors.toSet()));
    }

    List<Sandbox> list() {
        return inspections.list();
    }

    void doubt(String id) {
        inspections.doubt(id);
    }

    private static Sandbox read(InspectContainerResponse found) {
        var labels = new Labels(found.getConfig().getLabels());
        boolean running = Boolean.TRUE.equals(found.getState().getRunning());
        return new Sandbox(
                found.getId(),
                labels.pod(),
                labels.attempt(),
                running,
                running ? address(found, labels) : null,
                labels.others(),
                States.created(found));
    }

    /** The address that was given, or else the one that the engine gave. */
    private static @Nullable String address(InspectContainerResponse found, Labels labels) {
        if (labels.address() != null) {
            return labels.address();
        }
        return found.getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isEmpty())
                .findFirst()
                .orElse(null);
    }

    String run(SandboxSpec spec) {
        for (int attempt = 1; ; attempt++) {
            Placement placement = spec.hostNetwork() ? null : network.reserve();
            String id = create(spec, placement);
            try {
                start(id);
                return id;
            } catch (RuntimeFailure e) {
                removal.remove(id);
                release(placement);
                network.doubt();
                if (!isAddressTaken(e) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** By a stranger, between looking and starting: the next attempt looks again. */
    private static boolean isAddressTaken(RuntimeFailure failure) {
        return String.valueOf(failure.getMessage()).contains("Address already in use");
    }

    private String create(SandboxSpec spec, @Nullable Placement placement) {
        try {
            String id = Failures.translated(Kind.CREATE, () -> createWithImage(spec, placement));
            if (placement != null) {
                network.settle(placement);
            }
            return id;
        } catch (RuntimeFailure e) {
            release(placement);
            network.doubt();
            throw e;
        }
    }

    private String createWithImage(SandboxSpec spec, @Nullable Placement placement) {
        try {
            return send(spec, placement);
        } catch (NotFoundException e) {
            image.load();
            return send(spec, placement);
        }
    }

    private String send(SandboxSpec spec, @Nullable Placement placement) {
        var command = engine.commands().createContainerCmd("");
        return request.fill(command, spec, placement).exec().getId();
    }

    private void start(String id) {
        try {
            starts.start(id);
        } catch (RuntimeFailure e) {
            throw e.kind() == Kind.NOT_FOUND
                    ? RuntimeFailure.of(Kind.START, String.valueOf(e.getMessage()), e)
                    : e;
        }
    }

    private void release(@Nullable Placement placement) {
        if (placement != null && placement.address() != null) {
            network.release(placement.address());
        }
    }

    /**
     * The pause program leaves at once; a second of patience is for a loaded host. The address of
     * one that did not run any more may be somebody else's by now: it is found free later.
     */
    void stop(String id) {
        InspectContainerResponse found = Inspections.find(engine, id);
        if (found == null || !Boolean.TRUE.equals(found.getState().getRunning())) {
            return;
        }
        removal.stop(id, Duration.ofSeconds(1));
        String address = new Labels(found.getConfig().getLabels()).address();
        if (address != null) {
            network.release(Ipv4.parse(address));
        }
    }

    void remove(String id) {
        removal.remove(id);
    }
}
