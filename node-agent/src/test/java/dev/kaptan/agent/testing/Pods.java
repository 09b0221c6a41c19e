package dev.kaptan.agent.testing;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

/** Pods for tests. */
public final class Pods {
    public static final String UID = "11111111-2222-3333-4444-555555555555";

    private Pods() {}

    public static Container container(String name) {
        return new ContainerBuilder().withName(name).withImage("busybox:1.36").build();
    }

    public static Container sidecar(String name) {
        return new ContainerBuilder(container(name)).withRestartPolicy("Always").build();
    }

    public static Pod pod(String restartPolicy, Container... containers) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("x")
                .withNamespace("ns")
                .withUid(UID)
                .withGeneration(1L)
                .withResourceVersion("1")
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy(restartPolicy)
                .withNodeName("n1")
                .withContainers(containers)
                .endSpec()
                .build();
    }

    public static Pod withInits(Pod pod, Container... inits) {
        return new PodBuilder(pod).editSpec().withInitContainers(inits).endSpec().build();
    }

    public static Pod withPhase(Pod pod, String phase) {
        return new PodBuilder(pod).editOrNewStatus().withPhase(phase).endStatus().build();
    }

    public static Pod deleted(Pod pod, long graceSeconds) {
        return new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .withDeletionGracePeriodSeconds(graceSeconds)
                .endMetadata()
                .build();
    }
}
