package dev.kaptan.runtime.docker.network;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.docker.http.EngineWords;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Makes the bridge, or accepts one that is as it would have made it. */
public final class BridgeSetup {

    private final DockerClient engine;

    public BridgeSetup(DockerClient engine) {
        this.engine = engine;
    }

    void ensure(NetworkSettings wanted) {
        Network found = find(wanted.name());
        if (found == null) {
            create(wanted);
            found = find(wanted.name());
        }
        if (found == null) {
            throw failure("network %s vanished while it was made".formatted(wanted.name()));
        }
        check(wanted, found);
    }

    private @Nullable Network find(String name) {
        try {
            return engine.inspectNetworkCmd().withNetworkId(name).exec();
        } catch (NotFoundException e) {
            return null;
        }
    }

    private void create(NetworkSettings wanted) {
        var config =
                new Network.Ipam.Config()
                        .withSubnet(wanted.clusterCidr().toString())
                        .withGateway(wanted.clusterCidr().gateway().toString());
        try {
            engine.createNetworkCmd()
                    .withName(wanted.name())
                    .withDriver("bridge")
                    .withCheckDuplicate(true)
                    .withIpam(new Network.Ipam().withConfig(config))
                    .withLabels(Map.of("dev.kaptan.network", wanted.name()))
                    .exec();
        } catch (ConflictException e) {
            return; // another node was faster
        } catch (DockerException e) {
            throw failure(
                    "network %s with subnet %s cannot be made, another network may have these addresses: %s"
                            .formatted(wanted.name(), wanted.clusterCidr(), EngineWords.of(e)));
        }
    }

    private static void check(NetworkSettings wanted, Network found) {
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

    private static @Nullable String subnet(Network network) {
        var configs = network.getIpam().getConfig();
        return configs == null || configs.isEmpty() ? null : configs.getFirst().getSubnet();
    }

    private static RuntimeFailure failure(String message) {
        return RuntimeFailure.of(RuntimeFailure.Kind.NETWORK, message);
    }
}
