package dev.kaptan.runtime.docker.network;

import dev.kaptan.runtime.address.Cidr;
import dev.kaptan.runtime.address.Ipv4;

/** Where sandboxes that have no share in the host's network live. */
public interface PodNetwork {

    /** The node's range; throws if it does not fit this network. */
    void useRange(Cidr podCidr);

    /** A place for one more sandbox; the network is there when this returns. */
    Placement reserve();

    /** The engine knows a container with the placement's address now. */
    void settle(Placement placement);

    /** The sandbox is gone, or never came to be. Idempotent. */
    void release(Ipv4 address);

    /** Starting a sandbox failed: look again at the network and who is on it before the next. */
    void doubt();
}
