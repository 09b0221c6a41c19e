package dev.kaptan.agent.volume;

import dev.kaptan.agent.reference.ConfigException;
import dev.kaptan.agent.reference.PodAddresses;
import dev.kaptan.agent.reference.References;
import dev.kaptan.agent.reference.ResourceFields;
import dev.kaptan.agent.spec.PodFacts;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes, refreshes and removes the volumes of Pods. */
public final class PodVolumes {
    private static final int EMPTY_DIR_MODE = 0777;

    private final PodDirectories directories;
    private final VolumeContents contents;
    private final VolumeContents recentContents;
    private final TokenCache tokens;

    /**
     * @param references for Pods that start
     * @param recent for those that run, whose volumes may follow a little later
     */
    public PodVolumes(
            PodDirectories directories,
            References references,
            References recent,
            ResourceFields resources,
            TokenCache tokens) {
        this.directories = directories;
        this.contents = new VolumeContents(references, resources, tokens);
        this.recentContents = new VolumeContents(recent, resources, tokens);
        this.tokens = tokens;
    }

    /**
     * Makes what is missing, of what the API says now. Idempotent. Returns what users should know
     * of volumes that are not quite as they asked.
     *
     * @throws VolumeException for the first volume that cannot be made
     */
    public List<String> prepare(Pod pod, PodAddresses addresses) {
        return prepare(pod, addresses, contents);
    }

    /** As {@link #prepare}, for a Pod that runs. */
    public List<String> refresh(Pod pod, PodAddresses addresses) {
        return prepare(pod, addresses, recentContents);
    }

    private List<String> prepare(Pod pod, PodAddresses addresses, VolumeContents from) {
        claim(PodFacts.uid(pod));
        var warnings = new ArrayList<String>();
        for (var volume : pod.getSpec().getVolumes()) {
            try {
                prepare(pod, volume, addresses, from, warnings);
            } catch (IOException | ConfigException | KubernetesClientException e) {
                throw VolumeException.setUp(volume.getName(), e);
            }
        }
        return warnings;
    }

    /** The directory says whose Pod it is: see {@link #owns}. */
    private void claim(String uid) {
        try {
            Files.createDirectories(directories.of(uid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether this agent started the Pod. Other clusters may run nodes of the same name on the same
     * engine; what they started is theirs.
     */
    public boolean owns(String uid) {
        return Files.isDirectory(directories.of(uid));
    }

    private void prepare(
            Pod pod,
            Volume volume,
            PodAddresses addresses,
            VolumeContents from,
            List<String> warnings)
            throws IOException {
        if (volume.getHostPath() != null) {
            HostPaths.prepare(volume.getHostPath());
            return;
        }
        var path = directories.volume(PodFacts.uid(pod), volume);
        if (volume.getEmptyDir() != null) {
            emptyDir(volume, path, warnings);
        } else {
            fromApi(volume, from.of(pod, volume, addresses), path);
        }
        var group = FsGroup.of(pod);
        if (group != null) {
            group.apply(path);
        }
    }

    private static void fromApi(Volume volume, @Nullable List<VolumeFile> files, Path path)
            throws IOException {
        if (files == null) {
            throw ConfigException.of("volumes of this type are not supported by this node");
        }
        if (volume.getSecret() != null) {
            Tmpfs.mount(path, null); // where it cannot be, the directory's own rights must do
        }
        new AtomicDirectory(path).write(files);
    }

    private static void emptyDir(Volume volume, Path path, List<String> warnings)
            throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Files.createDirectories(path);
        if ("Memory".equals(volume.getEmptyDir().getMedium())) {
            var failure = Tmpfs.mount(path, limit(volume));
            if (failure != null) {
                warnings.add(
                        "volume \"%s\" lies on disk, not in memory: %s"
                                .formatted(volume.getName(), failure));
            }
        }
        AtomicDirectory.setMode(path, EMPTY_DIR_MODE);
    }

    private static @Nullable Long limit(Volume volume) {
        var limit = volume.getEmptyDir().getSizeLimit();
        return limit == null ? null : Quantity.getAmountInBytes(limit).longValue();
    }

    /** Where a volume lies on the host. */
    Path path(Pod pod, Volume volume) {
        return volume.getHostPath() == null
                ? directories.volume(PodFacts.uid(pod), volume)
                : Path.of(volume.getHostPath().getPath());
    }

    /** Deletes everything of a Pod from this node. Idempotent. */
    public void remove(String uid) {
        tokens.forget(uid);
        try {
            Tmpfs.unmountBelow(directories.of(uid));
            FileTrees.delete(directories.of(uid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Pods that have something on this node's disk. */
    public Set<String> uids() {
        var uids = new HashSet<String>();
        if (!Files.isDirectory(directories.all())) {
            return uids;
        }
        try (var entries = Files.newDirectoryStream(directories.all())) {
            entries.forEach(entry -> uids.add(entry.getFileName().toString()));
            return uids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
