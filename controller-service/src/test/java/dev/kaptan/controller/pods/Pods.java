package dev.kaptan.controller.pods;

import dev.kaptan.client.meta.Times;

import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

import java.time.Instant;
import java.util.Map;

/** Pods for tests; every method returns a changed copy's builder-free Pod. */
public final class Pods {
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Pods() {}

    public static Pod pending(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("space")
                .withName(name)
                .withUid("uid-" + name)
                .withLabels(Map.of("app", "web"))
                .withCreationTimestamp(Times.seconds(NOW))
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
    }

    public static Pod running(String name, String node) {
        return new PodBuilder(pending(name))
                .editSpec()
                .withNodeName(node)
                .endSpec()
                .editStatus()
                .withPhase("Running")
                .withPodIP("10.0.0.1")
                .endStatus()
                .build();
    }

    public static Pod ready(String name, String node, Instant since) {
        return ready(running(name, node), since);
    }

    public static Pod ready(Pod pod, Instant since) {
        return new PodBuilder(pod)
                .editStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withLastTransitionTime(Times.seconds(since))
                .endCondition()
                .endStatus()
                .build();
    }

    /** Has a container whose port of the name {@code web} is the given one. */
    public static Pod serving(Pod pod, int port) {
        return new PodBuilder(pod)
                .editSpec()
                .addNewContainer()
                .withName("c")
                .withPorts(
                        new ContainerPortBuilder().withName("web").withContainerPort(port).build())
                .endContainer()
                .endSpec()
                .build();
    }

    public static Pod terminating(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp(Times.seconds(NOW))
                .endMetadata()
                .build();
    }

    public static Pod phase(Pod pod, String phase) {
        return new PodBuilder(pod).editStatus().withPhase(phase).endStatus().build();
    }

    public static Pod labelled(Pod pod, Map<String, String> labels) {
        return new PodBuilder(pod).editMetadata().withLabels(labels).endMetadata().build();
    }

    public static Pod owned(Pod pod, String ownerUid) {
        return new PodBuilder(pod)
                .editMetadata()
                .withOwnerReferences(
                        new OwnerReferenceBuilder()
                                .withApiVersion("apps/v1")
                                .withKind("ReplicaSet")
                                .withName("set")
                                .withUid(ownerUid)
                                .withController(true)
                                .build())
                .endMetadata()
                .build();
    }
}
