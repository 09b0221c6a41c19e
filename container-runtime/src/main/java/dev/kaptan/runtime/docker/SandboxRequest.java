package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;

import dev.kaptan.runtime.PortMapping;
import dev.kaptan.runtime.SandboxSpec;
import dev.kaptan.runtime.docker.network.Placement;
import dev.kaptan.runtime.docker.pause.PauseImage;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Writes a sandbox's specification in the engine's terms. */
final class SandboxRequest {

    /** The kubelet's, so that a pod's sandbox is the last of it to die. */
    private static final int OOM_SCORE = -998;

    private final String node;
    private final Abilities abilities;

    SandboxRequest(String node, Abilities abilities) {
        this.node = node;
        this.abilities = abilities;
    }

    CreateContainerCmd fill(
            CreateContainerCmd command, SandboxSpec spec, @Nullable Placement placement) {
        String address =
                placement == null || placement.address() == null
                        ? null
                        : placement.address().toString();
        command.withImage(PauseImage.REFERENCE)
                .withName(Names.sandbox(spec.pod(), spec.attempt()))
                .withLabels(Labels.of(node, spec, address))
                .withExposedPorts(spec.hostPorts().stream().map(SandboxRequest::exposed).toList())
                .withHostConfig(hostConfig(spec, placement));
        if (address != null) {
            command.withIpv4Address(address);
        }
        if (spec.hostname() != null) {
            command.withHostName(spec.hostname());
        }
        return command;
    }

    private HostConfig hostConfig(SandboxSpec spec, @Nullable Placement placement) {
        var config =
                HostConfig.newHostConfig()
                        .withNetworkMode(placement == null ? "host" : placement.networkName())
                        .withIpcMode(spec.hostIpc() ? "host" : "shareable")
                        .withOomScoreAdj(abilities.oomScore(OOM_SCORE))
                        .withCpuShares(2)
                        .withSecurityOpts(List.of("no-new-privileges"))
                        .withReadonlyRootfs(true)
                        .withSysctls(spec.sysctls())
                        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
                        .withPortBindings(
                                spec.hostPorts().stream().map(SandboxRequest::binding).toList());
        if (spec.hostPid()) {
            config.withPidMode("host");
        }
        if (spec.cgroupParent() != null) {
            config.withCgroupParent(spec.cgroupParent());
        }
        return config;
    }

    private static ExposedPort exposed(PortMapping mapping) {
        return new ExposedPort(
                mapping.containerPort(),
                switch (mapping.protocol()) {
                    case TCP -> InternetProtocol.TCP;
                    case UDP -> InternetProtocol.UDP;
                    case SCTP -> InternetProtocol.SCTP;
                });
    }

    private static PortBinding binding(PortMapping mapping) {
        var host = new Ports.Binding(mapping.hostIp(), Integer.toString(mapping.hostPort()));
        return new PortBinding(host, exposed(mapping));
    }
}
