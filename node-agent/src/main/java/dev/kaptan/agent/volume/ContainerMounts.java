package dev.kaptan.agent.volume;

import dev.kaptan.agent.environment.Expansion;
import dev.kaptan.agent.reference.ConfigException;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodFacts;
import dev.kaptan.runtime.Mount;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what is mounted where in a container: its volumes, then the agent's own files. */
public final class ContainerMounts {
    private static final String DEFAULT_TERMINATION_LOG = "/dev/termination-log";

    private final PodVolumes volumes;
    private final PodDirectories directories;
    private final PodFiles files;

    public ContainerMounts(PodVolumes volumes, PodDirectories directories, PodFiles files) {
        this.volumes = volumes;
        this.directories = directories;
        this.files = files;
    }

    /**
     * @param env of the container, for {@code subPathExpr}
     * @throws ConfigException for a mount that cannot be made as it is asked for
     */
    public List<Mount> of(Pod pod, PodContainer container, int attempt, Map<String, String> env) {
        var mounts = new ArrayList<Mount>();
        for (var mount : container.spec().getVolumeMounts()) {
            mounts.add(mount(pod, mount, env));
        }
        addOwn(pod, mounts);
        var path = container.spec().getTerminationMessagePath();
        mounts.add(
                Mount.readWrite(
                        files.terminationLog(pod, container.name(), attempt).toString(),
                        path == null || path.isEmpty() ? DEFAULT_TERMINATION_LOG : path));
        return mounts;
    }

    private Mount mount(Pod pod, VolumeMount mount, Map<String, String> env) {
        var volume = volume(pod, mount.getName());
        var path = subPath(volumes.path(pod, volume), subPath(mount, env), mount);
        return new Mount(
                path.toString(),
                mount.getMountPath().startsWith("/")
                        ? mount.getMountPath()
                        : "/" + mount.getMountPath(),
                Boolean.TRUE.equals(mount.getReadOnly()) || fromApi(volume),
                propagation(mount));
    }

    /** What the agent writes from the API is never writable in a container. */
    private static boolean fromApi(Volume volume) {
        return volume.getHostPath() == null && volume.getEmptyDir() == null;
    }

    private static Volume volume(Pod pod, String name) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> ConfigException.of("volume \"" + name + "\" not found"));
    }

    private static @Nullable String subPath(VolumeMount mount, Map<String, String> env) {
        if (mount.getSubPathExpr() == null || mount.getSubPathExpr().isEmpty()) {
            return mount.getSubPath();
        }
        var expanded = Expansion.expand(mount.getSubPathExpr(), env);
        if (expanded.contains("$(")) {
            throw ConfigException.of(
                    "subPathExpr \"%s\" names a variable that is not set"
                            .formatted(mount.getSubPathExpr()));
        }
        return expanded;
    }

    /** A missing sub-path becomes a directory; none may lead out of its volume. */
    private static Path subPath(Path volume, @Nullable String subPath, VolumeMount mount) {
        if (subPath == null || subPath.isEmpty()) {
            return volume;
        }
        try {
            var path = volume.resolve(subPath).normalize();
            if (!Files.exists(path)) {
                Files.createDirectories(path);
            }
            if (!path.toRealPath().startsWith(volume.toRealPath())) {
                throw ConfigException.of(
                        "subPath \"%s\" of volume mount \"%s\" leads out of its volume"
                                .formatted(subPath, mount.getName()));
            }
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mount.Propagation propagation(VolumeMount mount) {
        return switch (mount.getMountPropagation() == null ? "None" : mount.getMountPropagation()) {
            case "HostToContainer" -> Mount.Propagation.HOST_TO_CONTAINER;
            case "Bidirectional" -> Mount.Propagation.BIDIRECTIONAL;
            default -> Mount.Propagation.NONE;
        };
    }

    /** The Pod's own volumes win over the agent's files. */
    private void addOwn(Pod pod, List<Mount> mounts) {
        var uid = PodFacts.uid(pod);
        add(mounts, Mount.readWrite(directories.hosts(uid).toString(), "/etc/hosts"));
        add(mounts, Mount.readWrite(directories.resolvConf(uid).toString(), "/etc/resolv.conf"));
        add(mounts, Mount.readWrite(directories.hostname(uid).toString(), "/etc/hostname"));
    }

    private static void add(List<Mount> mounts, Mount own) {
        if (mounts.stream().noneMatch(m -> m.containerPath().equals(own.containerPath()))) {
            mounts.add(own);
        }
    }
}
