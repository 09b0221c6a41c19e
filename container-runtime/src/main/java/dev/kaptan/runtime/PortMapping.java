package dev.kaptan.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A port of the host that leads into the sandbox.
 *
 * @param hostIp the address to listen on, or null for all
 */
public record PortMapping(
        Protocol protocol, int hostPort, int containerPort, @Nullable String hostIp) {

    /** Of the transport layer, as a container port's {@code protocol}. */
    public enum Protocol {
        TCP,
        UDP,
        SCTP
    }

    public PortMapping {
        Checks.between("hostPort", hostPort, 1, 65535);
        Checks.between("containerPort", containerPort, 1, 65535);
    }
}
