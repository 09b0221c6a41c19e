package dev.kaptan.agent.plan;

import static dev.kaptan.agent.testing.Pods.container;
import static dev.kaptan.agent.testing.Pods.deleted;
import static dev.kaptan.agent.testing.Pods.pod;
import static dev.kaptan.agent.testing.Pods.sidecar;
import static dev.kaptan.agent.testing.Pods.withInits;
import static dev.kaptan.agent.testing.Pods.withPhase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.agent.testing.World;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class PodPlannerTest {

    private static List<Step> steps(World world) {
        return PodPlanner.plan(world.view()).steps();
    }

    private static String killMessage(World world) {
        return steps(world).stream()
                .filter(Step.Kill.class::isInstance)
                .map(step -> ((Step.Kill) step).targets().getFirst().message())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void startsANewPodWithItsVolumesSandboxAndContainers() {
        var world = new World(pod("Always", container("a"), container("b")));
        assertThat(steps(world))
                .containsExactly(
                        new Step.PrepareVolumes(),
                        new Step.CreateSandbox(0),
                        new Step.Start("a", 0),
                        new Step.Start("b", 0));
    }

    @Test
    void leavesARunningPodAlone() {
        var world = new World(pod("Always", container("a"))).sandbox(0, true).running("a", 0);
        assertThat(PodPlanner.plan(world.view())).isEqualTo(PodPlan.NOTHING);
    }

    @Test
    void startsInitContainersOneAfterTheOther() {
        var pod = withInits(pod("Always", container("a")), container("i1"), container("i2"));
        var world = new World(pod);
        assertThat(steps(world)).endsWith(new Step.CreateSandbox(0), new Step.Start("i1", 0));
        world.sandbox(0, true).running("i1", 0);
        assertThat(steps(world)).isEmpty();
        var next = new World(pod).sandbox(0, true).exited("i1", 0, 0);
        assertThat(steps(next)).containsExactly(new Step.PrepareVolumes(), new Step.Start("i2", 0));
        next.exited("i2", 0, 0);
        assertThat(steps(next)).contains(new Step.Start("a", 0));
    }

    @Test
    void startsASidecarBeforeWhatFollowsItAndKeepsItAlive() {
        var pod = withInits(pod("Always", container("a")), sidecar("s"), container("i"));
        assertThat(steps(new World(pod))).contains(new Step.Start("s", 0));
        var started = new World(pod).sandbox(0, true).running("s", 0);
        assertThat(steps(started)).contains(new Step.Start("i", 0));
        var crashed =
                new World(pod).sandbox(0, true).exited("i", 0, 0).running("a", 0).exited("s", 0, 0);
        assertThat(steps(crashed)).contains(new Step.Start("s", 1));
    }

    @Test
    void endsAPodThatNeverRestartsWhenItsInitContainerFails() {
        var pod = withInits(pod("Never", container("a")), container("i"));
        var world = new World(pod).sandbox(0, true).exited("i", 0, 1);
        assertThat(steps(world)).containsExactly(new Step.StopSandbox("s0"));
    }

    @Test
    void restartsByPolicy() {
        var always = new World(pod("Always", container("a"))).sandbox(0, true).exited("a", 0, 0);
        assertThat(steps(always)).contains(new Step.Start("a", 1));
        var onFailure =
                new World(pod("OnFailure", container("a"))).sandbox(0, true).exited("a", 0, 3);
        assertThat(steps(onFailure)).contains(new Step.Start("a", 1));
        var done = new World(pod("OnFailure", container("a"))).sandbox(0, true).exited("a", 0, 0);
        assertThat(steps(done)).containsExactly(new Step.StopSandbox("s0"));
        var never = new World(pod("Never", container("a"))).sandbox(0, true).exited("a", 0, 3);
        assertThat(steps(never)).containsExactly(new Step.StopSandbox("s0"));
    }

    @Test
    void holdsACrashingContainerUntilItsBackOffHasPassed() {
        var world = new World(pod("Always", container("a"))).sandbox(0, true);
        world.exited("a", 1, 1, World.NOW.minusSeconds(4));
        var backOff = new BackOff(Duration.ofSeconds(10), World.NOW.minusSeconds(5));
        world.backOffs.put("a", backOff);
        var plan = PodPlanner.plan(world.view());
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.held())
                .containsExactly(new PodPlan.Held("a", backOff, World.NOW.plusSeconds(6)));
        assertThat(plan.again()).isEqualTo(World.NOW.plusSeconds(6));
    }

    @Test
    void replacesALostSandboxAndWhatRanInIt() {
        var world = new World(pod("Always", container("a"))).sandbox(0, false).running("a", 0);
        assertThat(steps(world))
                .satisfiesExactly(
                        step -> assertThat(step).isEqualTo(new Step.AnnounceSandboxChange()),
                        step -> assertThat(step).isInstanceOf(Step.Kill.class),
                        step -> assertThat(step).isEqualTo(new Step.StopSandbox("s0")),
                        step -> assertThat(step).isEqualTo(new Step.PrepareVolumes()),
                        step -> assertThat(step).isEqualTo(new Step.CreateSandbox(1)),
                        step -> assertThat(step).isEqualTo(new Step.Start("a", 1)));
    }

    @Test
    void replacesAContainerWhoseImageChanged() {
        var world = new World(pod("Never", container("a"))).sandbox(0, true).running("a", 0);
        world.pod.getSpec().getContainers().getFirst().setImage("busybox:2");
        assertThat(steps(world)).contains(new Step.Start("a", 1));
        assertThat(killMessage(world))
                .isEqualTo("Container a definition changed, will be" + " restarted");
    }

    @Test
    void restartsAContainerThatFailsItsLivenessProbe() {
        var pod = pod("Always", container("a"));
        pod.getSpec().getContainers().getFirst().setLivenessProbe(new ProbeBuilder().build());
        var world = new World(pod).sandbox(0, true).running("a", 0);
        world.health.put(
                world.containers.getFirst().id(),
                Health.UNPROBED.withLiveness(Health.Verdict.FAILURE));
        assertThat(steps(world)).contains(new Step.Start("a", 1));
        assertThat(killMessage(world))
                .isEqualTo("Container a failed liveness probe, will be" + " restarted");
    }

    @Test
    void endsSidecarsAfterMainContainersInReverseOrder() {
        var pod =
                deleted(withInits(pod("Always", container("a")), sidecar("s1"), sidecar("s2")), 7);
        var world =
                new World(pod).sandbox(0, true).running("s1", 0).running("s2", 0).running("a", 0);
        var kills =
                steps(world).stream()
                        .filter(Step.Kill.class::isInstance)
                        .map(step -> ((Step.Kill) step).targets().getFirst())
                        .toList();
        assertThat(kills)
                .extracting(target -> target.container().name())
                .containsExactly("a", "s2", "s1");
        assertThat(kills).allMatch(target -> target.grace().equals(Duration.ofSeconds(7)));
    }

    @Test
    void deletesTheObjectLast() {
        var world =
                new World(deleted(pod("Always", container("a")), 1))
                        .sandbox(0, true)
                        .running("a", 0);
        assertThat(steps(world)).last().isEqualTo(new Step.DeleteObject());
    }

    @Test
    void neverStartsAnythingOfATerminalPod() {
        for (var phase : List.of("Succeeded", "Failed")) {
            var world = new World(withPhase(pod("Always", container("a")), phase));
            assertThat(steps(world)).isEmpty();
        }
    }

    @Test
    void endsAPodThatOutlivedItsDeadline() {
        Pod pod =
                new PodBuilder(pod("Always", container("a")))
                        .editSpec()
                        .withActiveDeadlineSeconds(10L)
                        .endSpec()
                        .withNewStatus()
                        .withStartTime(World.NOW.minusSeconds(11).toString())
                        .endStatus()
                        .build();
        var world = new World(pod).sandbox(0, true).running("a", 0);
        assertThat(steps(world)).hasSize(2).last().isEqualTo(new Step.StopSandbox("s0"));
    }

    @Test
    void removesRunsThatNobodyNeeds() {
        var world =
                new World(pod("Always", container("a")))
                        .sandbox(0, true)
                        .exited("a", 0, 1)
                        .exited("a", 1, 1)
                        .running("a", 2);
        assertThat(steps(world))
                .containsExactly(new Step.RemoveContainer(world.containers.getFirst().id()));
    }

    @Test
    void removesEverythingOfAPodThatTheApiForgot() {
        var world = new World(pod("Always", container("a"))).sandbox(0, true).running("a", 0);
        PodPlanner.planOrphan(world.view().observed()).forEach(world::carryOut);
        assertThat(world.containers).isEmpty();
        assertThat(world.sandboxes).isEmpty();
    }
}
