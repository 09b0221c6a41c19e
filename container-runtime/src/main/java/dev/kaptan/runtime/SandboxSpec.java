package dev.kaptan.runtime;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A sandbox to be: the namespaces that the containers of a pod share.
 *
 * @param attempt 0 for the pod's first sandbox, one more for each that replaces it
 * @param hostname null for the engine's choice; must be null with {@code hostNetwork}
 * @param shareProcessNamespace containers see each other's processes
 * @param cgroupParent null for the engine's choice
 * @param labels kept with the sandbox beside those of its identity
 */
public record SandboxSpec(
        PodIdentity pod,
        int attempt,
        @Nullable String hostname,
        boolean hostNetwork,
        boolean hostPid,
        boolean hostIpc,
        boolean shareProcessNamespace,
        List<PortMapping> hostPorts,
        @Nullable String cgroupParent,
        Map<String, String> sysctls,
        Map<String, String> labels) {

    public SandboxSpec {
        requireNonNull(pod, "pod");
        Checks.notNegative("attempt", attempt);
        hostPorts = List.copyOf(hostPorts);
        sysctls = Map.copyOf(sysctls);
        labels = Map.copyOf(labels);
        if (hostPid && shareProcessNamespace) {
            throw new IllegalArgumentException(
                    "hostPid and shareProcessNamespace exclude each other, pod " + pod);
        }
        if (hostNetwork && hostname != null) {
            throw new IllegalArgumentException(
                    "hostname must be absent with hostNetwork, is " + hostname);
        }
    }

    /** A sandbox with a network of its own and nothing special. */
    public static SandboxSpec plain(PodIdentity pod, int attempt) {
        return new SandboxSpec(
                pod, attempt, null, false, false, false, false, List.of(), null, Map.of(),
                Map.of());
    }
}
