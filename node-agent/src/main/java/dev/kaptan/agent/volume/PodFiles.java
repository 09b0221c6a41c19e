package dev.kaptan.agent.volume;

import dev.kaptan.agent.spec.PodFacts;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the files that are mounted into every container of a Pod, as the kubelet does. */
public final class PodFiles {
    private final PodDirectories directories;
    private final Path hostEtc;

    /**
     * @param hostEtc the node's own {@code /etc}
     */
    public PodFiles(PodDirectories directories, Path hostEtc) {
        this.directories = directories;
        this.hostEtc = hostEtc;
    }

    /**
     * @param hostname of the sandbox
     * @param ip null with the host's network
     */
    public void write(Pod pod, String hostname, @Nullable String ip) {
        var uid = PodFacts.uid(pod);
        try {
            Files.createDirectories(directories.of(uid));
            Files.writeString(directories.hosts(uid), hosts(pod, hostname, ip));
            Files.writeString(
                    directories.resolvConf(uid),
                    ResolvConf.of(pod, readHost("resolv.conf")).text());
            Files.writeString(directories.hostname(uid), hostname + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String hosts(Pod pod, String hostname, @Nullable String ip) throws IOException {
        return PodFacts.hostNetwork(pod) || ip == null
                ? HostsFile.ofHost(readHost("hosts"), pod)
                : HostsFile.ofPod(pod, hostname, ip);
    }

    private String readHost(String name) throws IOException {
        var file = hostEtc.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** An empty file for the termination message of a run, which everybody may write. */
    public Path terminationLog(Pod pod, String container, int attempt) {
        var file = directories.terminationLog(PodFacts.uid(pod), container, attempt);
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                Files.createFile(file);
                AtomicDirectory.setMode(file, 0666);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
