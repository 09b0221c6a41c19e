package dev.kaptan.agent.container;

import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodFacts;
import dev.kaptan.runtime.PortMapping;
import dev.kaptan.runtime.SandboxSpec;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Sysctl;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the specification that a Pod's sandbox is created from. */
public final class SandboxSpecs {
    private static final int LONGEST_HOSTNAME = 63;

    private SandboxSpecs() {}

    public static SandboxSpec of(Pod pod, int attempt) {
        var spec = pod.getSpec();
        boolean hostNetwork = PodFacts.hostNetwork(pod);
        return new SandboxSpec(
                PodFacts.identity(pod),
                attempt,
                hostNetwork ? null : hostname(pod),
                hostNetwork,
                Boolean.TRUE.equals(spec.getHostPID()),
                Boolean.TRUE.equals(spec.getHostIPC()),
                Boolean.TRUE.equals(spec.getShareProcessNamespace()),
                hostNetwork ? List.of() : ports(pod),
                null,
                sysctls(pod),
                Map.of());
    }

    /** The Pod's name, cut to what the kernel takes, unless it chose another. */
    public static String hostname(Pod pod) {
        var chosen = pod.getSpec().getHostname();
        var name = chosen == null || chosen.isEmpty() ? pod.getMetadata().getName() : chosen;
        return name.length() <= LONGEST_HOSTNAME
                ? name
                : name.substring(0, LONGEST_HOSTNAME).replaceAll("[-.]+$", "");
    }

    private static List<PortMapping> ports(Pod pod) {
        return PodContainer.all(pod).stream()
                .flatMap(container -> container.spec().getPorts().stream())
                .filter(port -> port.getHostPort() != null && port.getHostPort() > 0)
                .map(SandboxSpecs::mapping)
                .toList();
    }

    private static PortMapping mapping(ContainerPort port) {
        var protocol = port.getProtocol() == null ? "TCP" : port.getProtocol();
        return new PortMapping(
                PortMapping.Protocol.valueOf(protocol),
                port.getHostPort(),
                port.getContainerPort(),
                port.getHostIP());
    }

    private static Map<String, String> sysctls(Pod pod) {
        var context = pod.getSpec().getSecurityContext();
        return context == null
                ? Map.of()
                : context.getSysctls().stream()
                        .collect(Collectors.toMap(Sysctl::getName, Sysctl::getValue));
    }
}
