package dev.kaptan.runtime.docker.network;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.address.Ipv4;
import dev.kaptan.runtime.docker.http.EngineWords;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the bridge, or accepts one that is as it would have made it. */
public final class BridgeSetup {

    private static final int LOOKS = 10;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final DockerClient engine;

    public BridgeSetup(DockerClient engine) {
        this.engine = engine;
    }

    void ensure(NetworkSettings.Shared wanted) {
        Network found = find(wanted.name());
        check(wanted, found == null ? make(wanted) : found);
    }

    private Network make(NetworkSettings.Shared wanted) {
        try {
            create(wanted);
        } catch (DockerException e) {
            return awaitOthers(wanted, e);
        }
        Network made = find(wanted.name());
        if (made == null) {
            throw failure("network %s vanished while it was made".formatted(wanted.name()));
        }
        return made;
    }

    /**
     * Of several who make it at once one succeeds, and the addresses are taken before it is seen.
     */
    private Network awaitOthers(NetworkSettings.Shared wanted, DockerException refusal) {
        for (int i = 0; i < LOOKS; i++) {
            Network made = find(wanted.name());
            if (made != null) {
                return made;
            }
            pause();
        }
        throw failure(
                ("network %s with subnet %s cannot be made, another network may have these"
                                + " addresses: %s")
                        .formatted(wanted.name(), wanted.clusterCidr(), EngineWords.of(refusal)));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted while waiting for the network");
        }
    }

    /** The addresses of whatever runs on the network, whosever it is. */
    Set<Ipv4> addressesInUse(NetworkSettings.Shared network) {
        Network found = find(network.name());
        if (found == null || found.getContainers() == null) {
            return Set.of();
        }
        return found.getContainers().values().stream()
                .map(Network.ContainerNetworkConfig::getIpv4Address)
                .filter(address -> address != null && !address.isEmpty())
                .map(address -> Ipv4.parse(address.split("/", 2)[0]))
                .collect(Collectors.toSet());
    }

    private @Nullable Network find(String name) {
        try {
            return engine.inspectNetworkCmd().withNetworkId(name).exec();
        } catch (NotFoundException e) {
            return null;
        }
    }

    private void create(NetworkSettings.Shared wanted) {
        var config =
                new Network.Ipam.Config()
                        .withSubnet(wanted.clusterCidr().toString())
                        .withGateway(wanted.clusterCidr().gateway().toString());
        engine.createNetworkCmd()
                .withName(wanted.name())
                .withDriver("bridge")
                .withCheckDuplicate(true)
                .withIpam(new Network.Ipam().withConfig(config))
                .withLabels(Map.of("dev.kaptan.network", wanted.name()))
                .exec();
    }

    private static void check(NetworkSettings.Shared wanted, Network found) {
        String subnet = subnet(found);
        if (!"bridge".equals(found.getDriver())
                || !wanted.clusterCidr().toString().equals(subnet)) {
            throw failure(
                    ("network %s exists with driver %s and subnet %s, but pods need driver bridge"
                                    + " and subnet %s: remove it, or name another network")
                            .formatted(
                                    wanted.name(),
                                    found.getDriver(),
                                    subnet,
                                    wanted.clusterCidr()));
        }
    }

    static @Nullable String subnet(Network network) {
        var configs = network.getIpam().getConfig();
        return configs == null || configs.isEmpty() ? null : configs.getFirst().getSubnet();
    }

    private static RuntimeFailure failure(String message) {
        return RuntimeFailure.of(RuntimeFailure.Kind.NETWORK, message);
    }
}
