package dev.kaptan.runtime.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.MountType;

import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.Mount;
import dev.kaptan.runtime.Resources;

import java.util.Map;

/** Writes a container's specification in the engine's terms. */
final class ContainerRequest {

    private final String node;
    private final LogRotation logs;
    private final Abilities abilities;

    ContainerRequest(String node, LogRotation logs, Abilities abilities) {
        this.node = node;
        this.logs = logs;
        this.abilities = abilities;
    }

    CreateContainerCmd fill(
            CreateContainerCmd command, String sandboxId, Labels sandbox, ContainerSpec spec) {
        command.withImage(spec.imageId())
                .withName(Names.container(spec.name(), spec.pod(), spec.attempt()))
                .withLabels(Labels.of(node, sandboxId, spec))
                .withEnv(spec.env().stream().map(v -> v.name() + "=" + v.value()).toList())
                .withStdinOpen(spec.stdin())
                .withStdInOnce(spec.stdinOnce())
                .withTty(spec.tty())
                .withHostConfig(hostConfig(sandboxId, sandbox, spec));
        program(command, spec);
        SecurityOptions.user(spec.security()).ifPresent(command::withUser);
        return command;
    }

    private static void program(CreateContainerCmd command, ContainerSpec spec) {
        if (spec.command() != null) {
            command.withEntrypoint(spec.command());
        }
        if (spec.args() != null) {
            command.withCmd(spec.args());
        }
        if (spec.workingDir() != null) {
            command.withWorkingDir(spec.workingDir());
        }
        if (spec.stopSignal() != null) {
            command.withStopSignal(spec.stopSignal());
        }
    }

    private HostConfig hostConfig(String sandboxId, Labels sandbox, ContainerSpec spec) {
        String join = "container:" + sandboxId;
        var config =
                HostConfig.newHostConfig()
                        .withNetworkMode(join)
                        .withIpcMode(join)
                        .withMounts(spec.mounts().stream().map(ContainerRequest::mount).toList())
                        .withLogConfig(logConfig());
        switch (sandbox.pidMode()) {
            case HOST -> config.withPidMode("host");
            case POD -> config.withPidMode(join);
            case CONTAINER -> {}
        }
        limit(config, spec.resources());
        SecurityOptions.apply(config, spec.security());
        return config;
    }

    private LogConfig logConfig() {
        return new LogConfig(
                LogConfig.LoggingType.JSON_FILE,
                Map.of("max-size", logs.maxSize(), "max-file", Integer.toString(logs.maxFiles())));
    }

    /** Memory and swap together may not exceed the limit: no swap. */
    private void limit(HostConfig config, Resources resources) {
        config.withCpuShares((int) resources.cpuShares())
                .withOomScoreAdj(abilities.oomScore(resources.oomScoreAdjust()));
        if (resources.cpuQuotaMicros() > 0) {
            config.withCpuQuota(resources.cpuQuotaMicros())
                    .withCpuPeriod(resources.cpuPeriodMicros());
        }
        if (resources.memoryLimitBytes() > 0) {
            config.withMemory(resources.memoryLimitBytes())
                    .withMemorySwap(resources.memoryLimitBytes());
        }
    }

    /** Unlike a bind in the old notation, this fails where the host's path is missing. */
    private static com.github.dockerjava.api.model.Mount mount(Mount mount) {
        return new com.github.dockerjava.api.model.Mount()
                .withType(MountType.BIND)
                .withSource(mount.hostPath())
                .withTarget(mount.containerPath())
                .withReadOnly(mount.readOnly())
                .withBindOptions(new BindOptions().withPropagation(propagation(mount)));
    }

    private static BindPropagation propagation(Mount mount) {
        return switch (mount.propagation()) {
            case NONE -> BindPropagation.R_PRIVATE;
            case HOST_TO_CONTAINER -> BindPropagation.R_SLAVE;
            case BIDIRECTIONAL -> BindPropagation.R_SHARED;
        };
    }
}
