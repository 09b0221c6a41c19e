package dev.kaptan.runtime.docker.network;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Network;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.address.Cidr;
import dev.kaptan.runtime.address.Ipv4;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The default bridge of an engine that this node has for itself, whose subnet is the node's range
 * ({@code dockerd --bip}): the engine gives the addresses, and routes between nodes are somebody
 * else's.
 */
public final class OwnBridge implements PodNetwork {

    private static final String NAME = "bridge";

    private final DockerClient engine;
    private final AtomicReference<@Nullable Cidr> range = new AtomicReference<>();
    private final AtomicBoolean checked = new AtomicBoolean();

    public OwnBridge(DockerClient engine) {
        this.engine = engine;
    }

    @Override
    public void useRange(Cidr podCidr) {
        if (!podCidr.equals(range.getAndSet(podCidr))) {
            checked.set(false);
        }
    }

    @Override
    public Placement reserve() {
        Cidr podCidr = range.get();
        if (podCidr == null) {
            throw RuntimeFailure.of(
                    RuntimeFailure.Kind.NETWORK, "the node has no range of pod addresses yet");
        }
        if (!checked.get()) {
            check(podCidr);
            checked.set(true);
        }
        return new Placement(NAME, null);
    }

    private void check(Cidr podCidr) {
        Network bridge = engine.inspectNetworkCmd().withNetworkId(NAME).exec();
        String subnet = BridgeSetup.subnet(bridge);
        if (!podCidr.toString().equals(subnet)) {
            throw RuntimeFailure.of(
                    RuntimeFailure.Kind.NETWORK,
                    ("the engine's default bridge has subnet %s, but the node's range is %s: start"
                                    + " the engine with --bip=%s/%d, or use a shared network")
                            .formatted(subnet, podCidr, podCidr.gateway(), podCidr.prefix()));
        }
    }

    @Override
    public void settle(Placement placement) {
        // the engine keeps the addresses
    }

    @Override
    public void release(Ipv4 address) {
        // the engine keeps the addresses
    }

    @Override
    public void doubt() {
        checked.set(false);
    }
}
