package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.PodIdentity;

/** Names of containers as people who look with the engine's own tools know them: dockershim's. */
final class Names {
    private Names() {}

    static String sandbox(PodIdentity pod, int attempt) {
        return container("POD", pod, attempt);
    }

    static String container(String name, PodIdentity pod, int attempt) {
        return String.join(
                "_",
                "k8s",
                name,
                pod.name(),
                pod.namespace(),
                pod.uid(),
                Integer.toString(attempt));
    }
}
