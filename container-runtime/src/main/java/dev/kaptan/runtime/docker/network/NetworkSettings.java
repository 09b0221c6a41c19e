package dev.kaptan.runtime.docker.network;

import dev.kaptan.runtime.address.Cidr;

/** Which network of the engine pods live in. */
public sealed interface NetworkSettings {

    /**
     * A bridge that all nodes on this engine share.
     *
     * @param name of the engine's network; made if there is none
     * @param clusterCidr its subnet, of which every node has a part; its first address is the
     *     host's
     */
    record Shared(String name, Cidr clusterCidr) implements NetworkSettings {

        public Shared {
            if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
                throw new IllegalArgumentException("network name must be a plain word, is " + name);
            }
        }
    }

    /** The default bridge of an engine that belongs to this node alone. */
    record Own() implements NetworkSettings {}
}
