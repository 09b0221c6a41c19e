package dev.kaptan.controller.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.SplittableRandom;

@Timeout(60)
class DeploymentPlannerTest {
    private static FakeCluster cluster(int replicas) {
        return new FakeCluster(new SplittableRandom(7), replicas);
    }

    private static DeploymentCondition condition(FakeCluster cluster, String type) {
        return cluster.deployment().getStatus().getConditions().stream()
                .filter(each -> each.getType().equals(type))
                .findFirst()
                .orElse(null);
    }

    private static void strategy(FakeCluster cluster, IntOrString surge, IntOrString unavailable) {
        cluster.edit(
                new DeploymentBuilder(cluster.deployment())
                        .editSpec()
                        .withNewStrategy()
                        .withType("RollingUpdate")
                        .withNewRollingUpdate()
                        .withMaxSurge(surge)
                        .withMaxUnavailable(unavailable)
                        .endRollingUpdate()
                        .endStrategy()
                        .endSpec());
    }

    @Test
    void aNewDeploymentGetsOneReplicaSetOfFullSize() {
        var cluster = cluster(3);
        cluster.settle();
        assertThat(cluster.sets()).hasSize(1);
        var set = cluster.sets().getFirst();
        assertThat(set.getMetadata().getName()).startsWith("web-");
        assertThat(set.getMetadata().getLabels()).containsKey("pod-template-hash");
        assertThat(set.getSpec().getSelector().getMatchLabels())
                .containsEntry(
                        "pod-template-hash",
                        set.getMetadata().getLabels().get("pod-template-hash"));
        assertThat(Annotations.of(set))
                .containsEntry("deployment.kubernetes.io/revision", "1")
                .containsEntry("deployment.kubernetes.io/desired-replicas", "3")
                .containsEntry("deployment.kubernetes.io/max-replicas", "4");
        assertThat(Annotations.of(cluster.deployment()))
                .containsEntry("deployment.kubernetes.io/revision", "1");
        assertThat(condition(cluster, "Available").getReason())
                .isEqualTo("MinimumReplicasAvailable");
        assertThat(condition(cluster, "Progressing").getReason())
                .isEqualTo("NewReplicaSetAvailable");
    }

    @Test
    void undoGivesTheOldReplicaSetANewRevision() {
        var cluster = cluster(3);
        cluster.settle();
        cluster.image("image:2");
        cluster.settle();
        assertThat(Annotations.revision(cluster.deployment())).isEqualTo(2);
        cluster.image("image:1");
        cluster.settle();

        assertThat(Annotations.revision(cluster.deployment())).isEqualTo(3);
        var current = cluster.rollout().newest();
        assertThat(Annotations.revision(current)).isEqualTo(3);
        assertThat(Annotations.of(current)).containsEntry(Annotations.REVISION_HISTORY, "1");
        assertThat(Rollout.size(current)).isEqualTo(3);
        assertThat(cluster.sets()).hasSize(2);
    }

    @Test
    void onlySoManyOldRevisionsAreKept() {
        var cluster = cluster(2);
        for (int i = 1; i <= 6; i++) {
            cluster.image("image:" + i);
            cluster.settle();
        }
        assertThat(cluster.sets()).hasSize(3);
        assertThat(cluster.sets())
                .extracting(Annotations::revision)
                .containsExactlyInAnyOrder(4L, 5L, 6L);
    }

    @Test
    void recreateEndsTheOldBeforeTheNew() {
        var cluster = cluster(3);
        cluster.edit(
                new DeploymentBuilder(cluster.deployment())
                        .editSpec()
                        .withNewStrategy()
                        .withType("Recreate")
                        .endStrategy()
                        .endSpec());
        cluster.settle();
        cluster.image("image:2");
        cluster.reconcile();
        assertThat(cluster.total()).as("the old are scaled down").isZero();
        assertThat(cluster.sets()).as("the new waits for their end").hasSize(1);
        cluster.settle();
        assertThat(cluster.sets()).hasSize(2);
        assertThat(Rollout.size(cluster.rollout().newest())).isEqualTo(3);
    }

    @Test
    void aPausedDeploymentScalesButDoesNotRoll() {
        var cluster = cluster(4);
        cluster.settle();
        cluster.pause(true);
        cluster.image("image:2");
        cluster.replicas(6);
        cluster.settle();
        assertThat(cluster.sets()).hasSize(1);
        assertThat(cluster.total()).isEqualTo(6);
        assertThat(condition(cluster, "Progressing").getReason()).isEqualTo("DeploymentPaused");

        cluster.pause(false);
        cluster.settle();
        assertThat(Rollout.size(cluster.rollout().newest())).isEqualTo(6);
        assertThat(condition(cluster, "Progressing").getReason())
                .isEqualTo("NewReplicaSetAvailable");
    }

    @Test
    void scalingDuringARolloutKeepsTheProportions() {
        var cluster = cluster(10);
        strategy(cluster, new IntOrString(3), new IntOrString(2));
        cluster.settle();
        cluster.image("image:2");
        // Until the new one has 5 and the old one 8, as in upstream's documentation.
        for (int i = 0; i < 10; i++) {
            cluster.reconcile();
            cluster.observe();
        }
        var before = cluster.describe();
        assertThat(before).contains(" 8/").contains(" 5/");
        cluster.replicas(15);
        for (int i = 0; i < 10; i++) {
            cluster.reconcile();
        }
        assertThat(cluster.total()).isEqualTo(18);
        assertThat(cluster.describe()).contains(" 11/").contains(" 7/");
    }

    @Test
    void aRolloutThatDoesNotMoveTimesOut() {
        var cluster = cluster(3);
        cluster.reconcile();
        cluster.reconcile();
        var plan = DeploymentPlanner.plan(cluster.rollout());
        assertThat(plan.lookAgain()).isBetween(Duration.ofSeconds(599), Duration.ofSeconds(602));
        cluster.pass(plan.lookAgain());
        cluster.reconcile();
        assertThat(condition(cluster, "Progressing").getReason())
                .isEqualTo("ProgressDeadlineExceeded");
        assertThat(condition(cluster, "Progressing").getStatus()).isEqualTo("False");
        assertThat(DeploymentPlanner.plan(cluster.rollout()).lookAgain()).isNull();
        assertThat(DeploymentPlanner.plan(cluster.rollout()).steps()).isEmpty();
    }

    @Test
    void percentagesRoundForSafety() {
        var cluster = cluster(10);
        strategy(cluster, new IntOrString("25%"), new IntOrString("25%"));
        assertThat(cluster.rollout().bounds()).isEqualTo(new Bounds(3, 2));
        strategy(cluster, new IntOrString("0%"), new IntOrString("5%"));
        assertThat(cluster.rollout().bounds()).isEqualTo(new Bounds(0, 1));
    }

    /** Over random edits in random moments: always within bounds, and settled in the end. */
    @Test
    void staysWithinItsBoundsAndSettlesWhateverIsEdited() {
        for (int round = 0; round < 150; round++) {
            long seed = System.nanoTime() + round;
            var random = new SplittableRandom(seed);
            var cluster = new FakeCluster(random, random.nextInt(0, 12));
            var surge = new IntOrString(random.nextInt(0, 4));
            strategy(
                    cluster,
                    surge,
                    new IntOrString(random.nextInt(surge.getIntVal() == 0 ? 1 : 0, 4)));
            try {
                cluster.settle();
                for (int edit = 0; edit < 6; edit++) {
                    rollBetweenEdits(cluster, random);
                }
                cluster.pause(false);
                cluster.settle();
                assertSettled(cluster);
            } catch (AssertionError failed) {
                throw new AssertionError("seed " + seed + ": " + failed.getMessage(), failed);
            }
        }
    }

    private static void rollBetweenEdits(FakeCluster cluster, SplittableRandom random) {
        switch (random.nextInt(4)) {
            case 0 -> cluster.replicas(random.nextInt(0, 12));
            case 1 -> cluster.pause(random.nextBoolean());
            default -> {
                cluster.image("image:" + random.nextInt(5));
                assertRollsWithinBounds(cluster, random);
            }
        }
        int steps = random.nextInt(0, 6);
        for (int i = 0; i < steps; i++) {
            cluster.reconcile();
            if (random.nextBoolean()) {
                cluster.moveAllPods();
            }
        }
    }

    /** From a settled state on, a template change never costs or takes more than was allowed. */
    private static void assertRollsWithinBounds(FakeCluster cluster, SplittableRandom random) {
        int desired = Bounds.replicas(cluster.deployment().getSpec());
        var bounds = cluster.rollout().bounds();
        boolean settledBefore = cluster.total() == desired && cluster.available() == desired;
        int steps = random.nextInt(0, 20);
        for (int i = 0; settledBefore && i < steps; i++) {
            cluster.reconcile();
            assertThat(cluster.total()).isLessThanOrEqualTo(desired + bounds.surge());
            assertThat(cluster.available()).isGreaterThanOrEqualTo(desired - bounds.unavailable());
            if (random.nextBoolean()) {
                cluster.moveAllPods();
            }
        }
    }

    private static void assertSettled(FakeCluster cluster) {
        int desired = Bounds.replicas(cluster.deployment().getSpec());
        assertThat(Rollout.size(cluster.rollout().newest())).isEqualTo(desired);
        assertThat(cluster.total()).isEqualTo(desired);
        assertThat(condition(cluster, "Progressing").getReason())
                .isEqualTo("NewReplicaSetAvailable");
        assertThat(DeploymentPlanner.plan(cluster.rollout()).steps()).isEmpty();
    }
}
