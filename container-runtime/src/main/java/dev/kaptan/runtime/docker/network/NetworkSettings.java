package dev.kaptan.runtime.docker.network;

import dev.kaptan.runtime.address.Cidr;

/**
 * The bridge that all nodes on this engine share.
 *
 * @param name of the engine's network; made if there is none
 * @param clusterCidr its subnet, of which every node has a part; its first address is the host's
 */
public record NetworkSettings(String name, Cidr clusterCidr) {

    public NetworkSettings {
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
            throw new IllegalArgumentException("network name must be a plain word, is " + name);
        }
    }
}
