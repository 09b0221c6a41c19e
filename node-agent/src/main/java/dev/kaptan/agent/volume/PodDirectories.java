package dev.kaptan.agent.volume;

import io.fabric8.kubernetes.api.model.Volume;

import java.nio.file.Path;

/** Where things of a Pod lie below the agent's data directory: as below upstream's. */
public final class PodDirectories {
    private final Path pods;

    public PodDirectories(Path dataDir) {
        this.pods = dataDir.toAbsolutePath().resolve("pods");
    }

    Path all() {
        return pods;
    }

    Path of(String uid) {
        return pods.resolve(uid);
    }

    Path volume(String uid, Volume volume) {
        return of(uid).resolve("volumes").resolve(plugin(volume)).resolve(volume.getName());
    }

    public Path hosts(String uid) {
        return of(uid).resolve("etc-hosts");
    }

    public Path resolvConf(String uid) {
        return of(uid).resolve("resolv.conf");
    }

    public Path hostname(String uid) {
        return of(uid).resolve("hostname");
    }

    /** The file that one run of a container writes its termination message to. */
    public Path terminationLog(String uid, String container, int attempt) {
        return of(uid).resolve("containers").resolve(container).resolve("termination-" + attempt);
    }

    private static String plugin(Volume volume) {
        if (volume.getEmptyDir() != null) {
            return "kubernetes.io~empty-dir";
        }
        if (volume.getConfigMap() != null) {
            return "kubernetes.io~configmap";
        }
        if (volume.getSecret() != null) {
            return "kubernetes.io~secret";
        }
        return volume.getDownwardAPI() != null
                ? "kubernetes.io~downward-api"
                : "kubernetes.io~projected";
    }
}
