package dev.kaptan.agent.container;

import static dev.kaptan.agent.testing.Pods.container;
import static dev.kaptan.agent.testing.Pods.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.runtime.Resources;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ContainerResourcesTest {
    private static final long NODE = 4L << 30;

    private static Resources of(Map<String, Quantity> requests, Map<String, Quantity> limits) {
        var pod =
                pod(
                        "Always",
                        new ContainerBuilder(container("a"))
                                .withResources(
                                        new ResourceRequirementsBuilder()
                                                .withRequests(requests)
                                                .withLimits(limits)
                                                .build())
                                .build());
        return ContainerResources.of(pod, PodContainer.mains(pod).getFirst(), NODE);
    }

    @Test
    void nothingAskedForGetsTheLeast() {
        assertThat(of(Map.of(), Map.of())).isEqualTo(Resources.bestEffort());
    }

    @Test
    void requestsWeighAndLimitsBound() {
        var resources =
                of(
                        Map.of("cpu", new Quantity("250m"), "memory", new Quantity("1Gi")),
                        Map.of("cpu", new Quantity("1500m"), "memory", new Quantity("2Gi")));
        assertThat(resources).isEqualTo(new Resources(256, 150_000, 100_000, 2L << 30, 750));
    }

    @Test
    void aGuaranteedContainerIsKilledLastAndATinyLimitStillRuns() {
        var limits = Map.of("cpu", new Quantity("1m"), "memory", new Quantity("64Mi"));
        assertThat(of(Map.of(), limits))
                .isEqualTo(new Resources(2, 1_000, 100_000, 64L << 20, -997));
    }
}
