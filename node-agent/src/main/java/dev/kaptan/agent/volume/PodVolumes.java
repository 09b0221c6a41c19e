package dev.kaptan.agent.volume;

import dev.kaptan.agent.reference.ConfigException;
import dev.kaptan.agent.reference.PodAddresses;
import dev.kaptan.agent.reference.References;
import dev.kaptan.agent.reference.ResourceFields;
import dev.kaptan.agent.spec.PodFacts;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes, refreshes and removes the volumes of Pods. */
public final class PodVolumes {
    private static final int EMPTY_DIR_MODE = 0777;

    private final PodDirectories directories;
    private final VolumeContents contents;
    private final TokenCache tokens;

    public PodVolumes(
            PodDirectories directories,
            References references,
            ResourceFields resources,
            TokenCache tokens) {
        this.directories = directories;
        this.contents = new VolumeContents(references, resources, tokens);
        this.tokens = tokens;
    }

    /**
     * Makes what is missing and refreshes what changed. Idempotent.
     *
     * @throws VolumeException for the first volume that cannot be made
     */
    public void prepare(Pod pod, PodAddresses addresses) {
        claim(PodFacts.uid(pod));
        for (var volume : pod.getSpec().getVolumes()) {
            try {
                prepare(pod, volume, addresses);
            } catch (IOException | ConfigException | KubernetesClientException e) {
                throw VolumeException.setUp(volume.getName(), e);
            }
        }
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

    private void prepare(Pod pod, Volume volume, PodAddresses addresses) throws IOException {
        if (volume.getHostPath() != null) {
            HostPaths.prepare(volume.getHostPath());
            return;
        }
        var path = directories.volume(PodFacts.uid(pod), volume);
        if (volume.getEmptyDir() != null) {
            emptyDir(path);
        } else {
            fromApi(pod, volume, addresses, path);
        }
        var group = FsGroup.of(pod);
        if (group != null) {
            group.apply(path);
        }
    }

    private void fromApi(Pod pod, Volume volume, PodAddresses addresses, Path path)
            throws IOException {
        List<VolumeFile> files = contents.of(pod, volume, addresses);
        if (files == null) {
            throw ConfigException.of("volumes of this type are not supported by this node");
        }
        new AtomicDirectory(path).write(files);
    }

    private static void emptyDir(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path);
            AtomicDirectory.setMode(path, EMPTY_DIR_MODE);
        }
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
