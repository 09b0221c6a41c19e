package dev.kaptan.controller.replicas;

import static dev.kaptan.controller.pods.Pods.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.client.meta.Condition;
import dev.kaptan.controller.pods.PodState;
import dev.kaptan.controller.pods.Pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

class ReplicaPlannerTest {
    static ReplicaOwner owner(int replicas, int minReadySeconds) {
        return new ReplicaSetKind().view(set(replicas, minReadySeconds));
    }

    private static ReplicaSet set(int replicas, int minReadySeconds) {
        return new ReplicaSetBuilder()
                .withNewMetadata()
                .withNamespace("space")
                .withName("set")
                .withUid("owner")
                .withGeneration(3L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withMinReadySeconds(minReadySeconds)
                .withNewSelector()
                .withMatchLabels(Map.of("app", "web"))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Map.of("app", "web", "extra", "yes"))
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Step plan(ReplicaOwner owner, List<Pod> owned) {
        return ReplicaPlanner.plan(owner, owned, owned, NOW);
    }

    @Test
    void createsWhatIsMissing() {
        assertThat(plan(owner(3, 0), List.of(Pods.pending("a")))).isEqualTo(new Step.CreatePods(2));
    }

    @Test
    void neverWritesMoreThanABurst() {
        assertThat(plan(owner(2000, 0), List.of())).isEqualTo(new Step.CreatePods(500));
    }

    @Test
    void aFinishedOrLeavingPodIsReplaced() {
        var owned =
                List.of(
                        Pods.phase(Pods.running("failed", "n"), "Failed"),
                        Pods.terminating(Pods.running("leaving", "n")));
        assertThat(plan(owner(2, 0), owned)).isEqualTo(new Step.CreatePods(2));
    }

    @Test
    void aDeletedOwnerPlansNothing() {
        var deleted =
                new ReplicaSetBuilder(set(3, 0))
                        .editMetadata()
                        .withDeletionTimestamp("2026-01-01T00:00:00Z")
                        .endMetadata()
                        .build();
        assertThat(plan(new ReplicaSetKind().view(deleted), List.of()))
                .isEqualTo(new Step.Nothing());
    }

    @Test
    void losesTheCheapestFirst() {
        var veteran = Pods.ready("veteran", "n1", NOW.minus(Duration.ofDays(30)));
        var crowded = Pods.ready("crowded", "n2", NOW.minus(Duration.ofDays(30)));
        var neighbour = Pods.ready("neighbour", "n2", NOW.minus(Duration.ofDays(60)));
        var fresh = Pods.ready("fresh", "n3", NOW.minus(Duration.ofSeconds(1)));
        var starting = Pods.running("starting", "n4");
        var assigned = Pods.phase(Pods.running("assigned", "n5"), "Pending");
        var unassigned = Pods.pending("unassigned");
        var all = List.of(veteran, crowded, neighbour, fresh, starting, assigned, unassigned);
        var order = all.stream().sorted(CheapestToLose.among(all, NOW)).toList();
        assertThat(order)
                .extracting(pod -> pod.getMetadata().getName())
                .startsWith("unassigned", "assigned", "starting")
                .endsWith("fresh", "veteran");
        assertThat(order.indexOf(crowded)).isLessThan(order.indexOf(fresh));
    }

    @Test
    void deletionCostGoesBeforeCrowding() {
        var cheap = Pods.ready("cheap", "n1", NOW);
        cheap.getMetadata()
                .setAnnotations(Map.of("controller.kubernetes.io/pod-deletion-cost", "-5"));
        var crowded1 = Pods.ready("crowded1", "n2", NOW);
        var crowded2 = Pods.ready("crowded2", "n2", NOW);
        var all = List.of(crowded1, crowded2, cheap);
        assertThat(all.stream().min(CheapestToLose.among(all, NOW))).contains(cheap);
    }

    @Test
    void theStatusCountsWhatIsThere() {
        var owned =
                List.of(
                        Pods.ready("new", "n", NOW.minusSeconds(5)),
                        Pods.labelled(
                                Pods.ready("old", "n", NOW.minusSeconds(60)),
                                Map.of("app", "web", "extra", "yes")),
                        Pods.pending("pending"),
                        Pods.terminating(Pods.running("leaving", "n")));
        var status = ReplicaPlanner.status(owner(3, 10), owned, null, NOW);
        assertThat(status).isEqualTo(new ReplicaStatus(3, 1, 2, 1, 1, 3, List.of()));
        assertThat(ReplicaPlanner.untilAvailable(owner(3, 10), owned, NOW))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aFailureStandsInTheConditionsUntilItIsOver() {
        var failure = new StepFailure("FailedCreate", new IllegalStateException("quota"));
        var status = ReplicaPlanner.status(owner(3, 0), List.of(), failure, NOW);
        assertThat(status.conditions())
                .containsExactly(
                        new Condition(
                                "ReplicaFailure",
                                "True",
                                "FailedCreate",
                                "quota",
                                "2026-01-01T00:00:00Z"));
    }

    /** Carrying a plan out leaves nothing to plan, whatever there was. */
    @Test
    void fewStepsLeadFromAnyStateToTheDesiredOne() {
        for (int round = 0; round < 300; round++) {
            long seed = System.nanoTime() + round;
            var random = new SplittableRandom(seed);
            var owner = owner(random.nextInt(0, 1200), 0);
            var pods = randomPods(random);
            for (int steps = 0; carryOut(plan(owner, pods), pods); steps++) {
                assertThat(steps).as("seed %d", seed).isLessThan(5);
            }
            assertThat(pods.stream().filter(PodState::active).count())
                    .as("seed %d", seed)
                    .isEqualTo(owner.replicas());
        }
    }

    private static List<Pod> randomPods(SplittableRandom random) {
        var pods = new ArrayList<Pod>();
        int count = random.nextInt(0, 1200);
        for (int i = 0; i < count; i++) {
            var pod = Pods.running("pod" + i, "node" + random.nextInt(5));
            pods.add(
                    switch (random.nextInt(5)) {
                        case 0 -> Pods.pending("pod" + i);
                        case 1 -> Pods.ready(pod, NOW.minusSeconds(random.nextInt(1, 10_000)));
                        case 2 -> Pods.terminating(pod);
                        case 3 -> Pods.phase(pod, random.nextBoolean() ? "Failed" : "Succeeded");
                        default -> pod;
                    });
        }
        return pods;
    }

    private static boolean carryOut(Step step, List<Pod> pods) {
        switch (step) {
            case Step.CreatePods(int count) -> {
                for (int i = 0; i < count; i++) {
                    pods.add(Pods.pending("new" + pods.size()));
                }
            }
            case Step.DeletePods(List<Pod> victims) -> pods.removeAll(victims);
            case Step.Nothing nothing -> {
                return false;
            }
        }
        return true;
    }
}
