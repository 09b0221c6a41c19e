package dev.kaptan.controller.endpointslice;

import static dev.kaptan.controller.pods.Pods.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.controller.pods.Pods;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

class SlicePlannerTest {
    private final Service service =
            new ServiceBuilder()
                    .withApiVersion("v1")
                    .withKind("Service")
                    .withNewMetadata()
                    .withNamespace("space")
                    .withName("web")
                    .withUid("service")
                    .withLabels(Map.of("team", "a"))
                    .endMetadata()
                    .withNewSpec()
                    .withClusterIP("10.96.0.5")
                    .addNewPort()
                    .withName("http")
                    .withPort(80)
                    .withTargetPort(new IntOrString("web"))
                    .endPort()
                    .endSpec()
                    .build();

    private static Pod pod(String name, int port) {
        return Pods.serving(Pods.ready(name, "node", NOW), port);
    }

    private List<Step> plan(List<Pod> pods, List<EndpointSlice> existing) {
        return SlicePlanner.plan(service, pods, name -> null, existing);
    }

    @Test
    void aServiceWithoutPodsHasOneEmptySlice() {
        var steps = plan(List.of(), List.of());
        assertThat(steps).hasSize(1);
        var slice = ((Step.Create) steps.getFirst()).slice();
        assertThat(slice.getMetadata().getLabels())
                .containsEntry("kubernetes.io/service-name", "web")
                .containsEntry(
                        "endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
                .containsEntry("team", "a");
        assertThat(slice.getMetadata().getOwnerReferences().getFirst().getKind())
                .isEqualTo("Service");
    }

    @Test
    void namedPortsThatDifferMakeSlicesOfTheirOwn() {
        var steps = plan(List.of(pod("a", 8080), pod("b", 9090), pod("c", 8080)), List.of());
        assertThat(steps)
                .extracting(step -> ((Step.Create) step).slice())
                .extracting(slice -> slice.getPorts().getFirst().getPort())
                .containsExactly(8080, 9090);
    }

    @Test
    void conditionsTellServingFromReady() {
        var leaving = Pods.terminating(pod("leaving", 80));
        var slice = ((Step.Create) plan(List.of(leaving), List.of()).getFirst()).slice();
        var conditions = slice.getEndpoints().getFirst().getConditions();
        assertThat(conditions.getReady()).isFalse();
        assertThat(conditions.getServing()).isTrue();
        assertThat(conditions.getTerminating()).isTrue();
    }

    @Test
    void notReadyOnesArePublishedWhenTheServiceSaysSo() {
        service.getSpec().setPublishNotReadyAddresses(true);
        var starting = Pods.running("starting", "node");
        var slice = ((Step.Create) plan(List.of(starting), List.of()).getFirst()).slice();
        assertThat(slice.getEndpoints().getFirst().getConditions().getReady()).isTrue();
    }

    /**
     * Carrying a plan out leaves nothing to plan; every Pod is in exactly one slice of at most 100.
     */
    @Test
    void onePlanLeadsFromAnySlicesToTheRightOnes() {
        for (int round = 0; round < 60; round++) {
            long seed = System.nanoTime() + round;
            var random = new SplittableRandom(seed);
            var slices = new LinkedHashMap<String, EndpointSlice>();
            for (int step = 0; step < 5; step++) {
                var pods = randomPods(random);
                carryOut(plan(pods, List.copyOf(slices.values())), slices);

                var left = plan(pods, List.copyOf(slices.values()));
                assertThat(left).as("seed %d", seed).isEmpty();
                assertHolds(slices, pods, "seed " + seed);
            }
        }
    }

    private static List<Pod> randomPods(SplittableRandom random) {
        var pods = new ArrayList<Pod>();
        int count = random.nextInt(0, 400);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(3) > 0) {
                pods.add(pod("p" + i, random.nextInt(8) == 0 ? 9090 : 8080));
            }
        }
        return pods;
    }

    private static void carryOut(List<Step> steps, Map<String, EndpointSlice> slices) {
        for (var step : steps) {
            switch (step) {
                case Step.Create(EndpointSlice slice) -> {
                    var name = "web-" + slices.size() + "-" + System.nanoTime();
                    slices.put(
                            name,
                            new EndpointSliceBuilder(slice)
                                    .editMetadata()
                                    .withName(name)
                                    .endMetadata()
                                    .build());
                }
                case Step.Update(EndpointSlice slice) ->
                        slices.put(slice.getMetadata().getName(), slice);
                case Step.Delete(EndpointSlice slice) ->
                        slices.remove(slice.getMetadata().getName());
            }
        }
    }

    private static void assertHolds(
            Map<String, EndpointSlice> slices, List<Pod> pods, String seed) {
        var uids =
                slices.values().stream()
                        .flatMap(slice -> slice.getEndpoints().stream())
                        .map(endpoint -> endpoint.getTargetRef().getUid())
                        .toList();
        assertThat(uids)
                .as(seed)
                .containsExactlyInAnyOrderElementsOf(
                        pods.stream().map(pod -> pod.getMetadata().getUid()).toList());
        assertThat(slices.values())
                .as(seed)
                .allMatch(slice -> slice.getEndpoints().size() <= SlicePlanner.PER_SLICE);
    }
}
