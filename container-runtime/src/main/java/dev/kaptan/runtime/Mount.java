package dev.kaptan.runtime;

import static java.util.Objects.requireNonNull;

/** A file or directory of the host, which must exist, seen inside a container. */
public record Mount(
        String hostPath, String containerPath, boolean readOnly, Propagation propagation) {

    /** Which side sees mounts that the other side makes below it later. */
    public enum Propagation {
        /** Neither. */
        NONE,
        /** The container sees the host's. */
        HOST_TO_CONTAINER,
        /** Both see each other's. */
        BIDIRECTIONAL
    }

    public Mount {
        Checks.absolute("hostPath", hostPath);
        Checks.absolute("containerPath", containerPath);
        requireNonNull(propagation, "propagation");
    }

    public static Mount readOnly(String hostPath, String containerPath) {
        return new Mount(hostPath, containerPath, true, Propagation.NONE);
    }

    public static Mount readWrite(String hostPath, String containerPath) {
        return new Mount(hostPath, containerPath, false, Propagation.NONE);
    }
}
