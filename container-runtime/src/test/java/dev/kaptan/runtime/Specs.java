package dev.kaptan.runtime;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Specifications for tests. */
public final class Specs {

    public static final String BUSYBOX = "busybox:1.36";

    private Specs() {}

    public static PodIdentity pod(String name) {
        return new PodIdentity("default", name, UUID.randomUUID().toString());
    }

    public static ContainerSpec container(PodIdentity pod, Image image, List<String> command) {
        return container(pod, "main", 0, image, command);
    }

    public static ContainerSpec container(
            PodIdentity pod, String name, int attempt, Image image, List<String> command) {
        return new ContainerSpec(
                pod,
                name,
                attempt,
                image.id(),
                BUSYBOX,
                command,
                null,
                List.of(),
                null,
                List.of(),
                Resources.bestEffort(),
                SecurityContext.plain(),
                false,
                false,
                false,
                null,
                Map.of("restarts", Integer.toString(attempt)));
    }

    public static ContainerSpec with(ContainerSpec spec, SecurityContext security) {
        return new ContainerSpec(
                spec.pod(),
                spec.name(),
                spec.attempt(),
                spec.imageId(),
                spec.imageReference(),
                spec.command(),
                spec.args(),
                spec.env(),
                spec.workingDir(),
                spec.mounts(),
                spec.resources(),
                security,
                spec.stdin(),
                spec.stdinOnce(),
                spec.tty(),
                spec.stopSignal(),
                spec.labels());
    }

    public static ContainerSpec with(ContainerSpec spec, Resources resources) {
        return new ContainerSpec(
                spec.pod(),
                spec.name(),
                spec.attempt(),
                spec.imageId(),
                spec.imageReference(),
                spec.command(),
                spec.args(),
                spec.env(),
                spec.workingDir(),
                spec.mounts(),
                resources,
                spec.security(),
                spec.stdin(),
                spec.stdinOnce(),
                spec.tty(),
                spec.stopSignal(),
                spec.labels());
    }

    public static ContainerSpec with(ContainerSpec spec, List<Mount> mounts) {
        return new ContainerSpec(
                spec.pod(),
                spec.name(),
                spec.attempt(),
                spec.imageId(),
                spec.imageReference(),
                spec.command(),
                spec.args(),
                spec.env(),
                spec.workingDir(),
                mounts,
                spec.resources(),
                spec.security(),
                spec.stdin(),
                spec.stdinOnce(),
                spec.tty(),
                spec.stopSignal(),
                spec.labels());
    }

    public static ContainerSpec interactive(ContainerSpec spec, boolean tty) {
        return new ContainerSpec(
                spec.pod(),
                spec.name(),
                spec.attempt(),
                spec.imageId(),
                spec.imageReference(),
                spec.command(),
                spec.args(),
                spec.env(),
                spec.workingDir(),
                spec.mounts(),
                spec.resources(),
                spec.security(),
                true,
                true,
                tty,
                spec.stopSignal(),
                spec.labels());
    }
}
