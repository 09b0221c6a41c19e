package dev.kaptan.controller.endpoints;

import static dev.kaptan.controller.pods.Pods.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.controller.pods.Pods;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

class EndpointsPlannerTest {

    private final Service service =
            new ServiceBuilder()
                    .withNewMetadata()
                    .withNamespace("space")
                    .withName("web")
                    .endMetadata()
                    .withNewSpec()
                    .addNewPort()
                    .withName("http")
                    .withPort(80)
                    .withTargetPort(new IntOrString("web"))
                    .endPort()
                    .endSpec()
                    .build();

    private List<EndpointSubset> subsets(List<Pod> pods) {
        return EndpointsPlanner.subsets(service, pods);
    }

    private static Pod ready(String name) {
        return Pods.serving(Pods.ready(name, "node", NOW), 8080);
    }

    private static Pod starting(String name) {
        return Pods.serving(Pods.running(name, "node"), 8080);
    }

    private static List<String> names(
            List<EndpointSubset> subsets, Function<EndpointSubset, List<EndpointAddress>> which) {
        return subsets.stream()
                .flatMap(subset -> which.apply(subset).stream())
                .map(address -> address.getTargetRef().getName())
                .toList();
    }

    private static List<String> ready(List<EndpointSubset> subsets) {
        return names(subsets, EndpointSubset::getAddresses);
    }

    private static List<String> notReady(List<EndpointSubset> subsets) {
        return names(subsets, EndpointSubset::getNotReadyAddresses);
    }

    @Test
    void podsOfTheSamePortsShareASubset() {
        var subsets =
                subsets(
                        List.of(
                                ready("a"),
                                Pods.serving(Pods.ready("b", "node", NOW), 9090),
                                starting("c")));
        assertThat(subsets)
                .extracting(subset -> subset.getPorts().getFirst().getPort())
                .containsExactly(8080, 9090);
        assertThat(ready(subsets)).containsExactly("a", "b");
        assertThat(notReady(subsets)).containsExactly("c");
        var address = subsets.getFirst().getAddresses().getFirst();
        assertThat(address.getIp()).isEqualTo("10.0.0.1");
        assertThat(address.getNodeName()).isEqualTo("node");
        assertThat(address.getTargetRef().getUid()).isEqualTo("uid-a");
    }

    /** Upstream drops addresses that are not ready before it drops one that is. */
    @Test
    void overItsCapacityAServiceKeepsTheReadyOnes() {
        var pods = new ArrayList<Pod>();
        IntStream.range(0, EndpointsPlanner.CAPACITY).forEach(i -> pods.add(starting("a" + i)));
        assertThat(EndpointsPlanner.overCapacity(service, pods)).isFalse();
        pods.add(ready("z"));
        assertThat(EndpointsPlanner.overCapacity(service, pods)).isTrue();
        assertThat(ready(subsets(pods))).containsExactly("z");
        assertThat(notReady(subsets(pods))).hasSize(EndpointsPlanner.CAPACITY - 1);
    }

    @Test
    void everyPodThatCanBeReachedIsThereOnceWhateverTheOrder() {
        for (int round = 0; round < 200; round++) {
            long seed = System.nanoTime();
            var random = new Random(seed);
            service.getSpec().setPublishNotReadyAddresses(random.nextBoolean());
            boolean all = service.getSpec().getPublishNotReadyAddresses();
            var pods = randomPods(random);
            var subsets = subsets(pods);

            assertThat(ready(subsets))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            named(pods, pod -> reachable(pod, all) && (all || isReady(pod))));
            assertThat(notReady(subsets))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            named(pods, pod -> reachable(pod, all) && !all && !isReady(pod)));
            assertThat(subsets).extracting(EndpointSubset::getPorts).doesNotHaveDuplicates();
            Collections.shuffle(pods, random);
            assertThat(subsets(pods)).as("seed %d", seed).isEqualTo(subsets);
        }
    }

    private static List<Pod> randomPods(Random random) {
        var pods = new ArrayList<Pod>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            var pod =
                    switch (random.nextInt(4)) {
                        case 0 -> Pods.pending("p" + i);
                        case 1 -> Pods.running("p" + i, "node");
                        default -> Pods.ready("p" + i, "node", NOW);
                    };
            pod = random.nextInt(5) == 0 ? Pods.terminating(pod) : pod;
            pod = random.nextInt(6) == 0 ? Pods.phase(pod, "Succeeded") : pod;
            pods.add(Pods.serving(pod, 8080 + random.nextInt(2)));
        }
        return pods;
    }

    private static List<String> named(List<Pod> pods, Predicate<Pod> which) {
        return pods.stream().filter(which).map(pod -> pod.getMetadata().getName()).toList();
    }

    private static boolean reachable(Pod pod, boolean leavingToo) {
        return pod.getStatus().getPodIP() != null
                && !pod.getStatus().getPhase().equals("Succeeded")
                && (leavingToo || pod.getMetadata().getDeletionTimestamp() == null);
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream().anyMatch(c -> c.getStatus().equals("True"));
    }
}
